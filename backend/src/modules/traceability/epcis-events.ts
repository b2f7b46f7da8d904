import { selectRows, type Ctx } from "../../platform/context.ts";

export interface StoredEvent {
  commitment: string;
  eventJson: string;
}

/** Digest inside a CBV event hash ID; the version behind it does not change what it names. */
const EVENT_HASH_ID = /^ni:\/\/\/sha-256;([0-9a-f]{64})(\?ver=CBV2\.[01])?$/;

/** Statements about the event with this hash ID, and those whose author wrote this eventID, oldest first. */
export async function findEventsById(ctx: Pick<Ctx, "tx">, id: string): Promise<StoredEvent[]> {
  const hash = EVENT_HASH_ID.exec(id)?.[1];
  const rows = await selectRows<{ commitment: string; event_json: string }>(
    ctx,
    "SELECT commitment, event_json FROM statements WHERE event_hash = $1 OR declared_event_id = $2 ORDER BY sequence LIMIT 1000",
    [hash === undefined ? null : `0x${hash}`, id],
  );
  return rows.map(({ commitment, event_json }) => ({ commitment, eventJson: event_json }));
}
