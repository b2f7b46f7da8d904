import type { Ctx } from "../../../platform/context.ts";
import type { EventQuery } from "../query/criteria.ts";
import { readPage, type FoundEvent } from "../query/run-query.ts";
import { indexedThrough } from "./settled-sequence.ts";

/** Statements that one turn looks through: some ten milliseconds, whatever the query. */
const WINDOW = 20_000n;
/** Text of the events of one document. */
const MAX_DOCUMENT_CHARACTERS = 1024 * 1024;

export interface FoundWindow {
  events: FoundEvent[];
  /** Every match up to this sequence is among the events. */
  through: bigint;
  /** Nothing behind it is settled. */
  isLast: boolean;
}

/** The next events that a query selects behind a sequence, in the order in which they were stored, as far as that is settled. */
export async function readWindow(
  ctx: Pick<Ctx, "tx">,
  query: EventQuery,
  { after, settled, limit }: { after: bigint; settled: bigint; limit: number },
): Promise<FoundWindow> {
  const end = await indexedThrough(ctx, settled);
  if (after >= end) return { events: [], through: after, isLast: true };
  const through = end - after > WINDOW ? after + WINDOW : end;
  const { events, hasMore } = await readPage(
    ctx,
    {
      criteria: [...query.criteria, { kind: "sequence", after, through }],
      order: { by: "sequence" },
      direction: "ASC",
      eventCountLimit: null,
      maxEventCount: null,
    },
    { after: null, limit, maxCharacters: MAX_DOCUMENT_CHARACTERS },
  );
  const last = events.at(-1);
  if (hasMore && last) return { events, through: BigInt(last.position[0] ?? after), isLast: false };
  return { events, through, isLast: through === end };
}
