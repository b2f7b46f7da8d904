import type { PlaceCounts, StoredFile } from "@waybill/protocol/schemas/api/copies";
import type { PinPlace } from "@waybill/protocol/schemas/api/documents";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { pageByTime, type TimePlace } from "../../../platform/http/time-page.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { pinsByFile, STATE_OF_PIN } from "./pins.store.ts";

type Reading = Pick<Ctx, "tx">;

/** What narrows the list; null does not. */
export interface FileFilter {
  place: PinPlace | null;
  /** Of the copy at that place, or at any. */
  state: "kept" | "waiting" | "missing" | "removed" | null;
  account: string | null;
  cid: string | null;
}

interface Row {
  cid: string;
  is_manifest: boolean;
  is_public: boolean | null;
  size_bytes: number | null;
  accounts: Address[];
  stored_at: Date;
  removed_at: Date | null;
}

/** Files of everybody with their copies, the newest first. Uploads that did not end are not among them. */
export async function listFiles(
  ctx: Reading,
  { place, state, account, cid }: FileFilter,
  { after, limit }: { after: TimePlace | null; limit: number },
): Promise<{ items: StoredFile[]; next: string | null }> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT f.cid, f.is_manifest, d.is_public, d.size_bytes, coalesce(d.accounts, '{}') AS accounts, f.stored_at, f.removed_at
     FROM stored_files f LEFT JOIN LATERAL (
       SELECT bool_or(is_public) AS is_public, max(size_bytes) AS size_bytes, array_agg(account ORDER BY created_at, account) AS accounts
       FROM documents WHERE cid = f.cid) AS d ON true
     WHERE (f.is_manifest OR d.accounts IS NOT NULL) AND ($1::timestamptz IS NULL OR (f.stored_at, f.cid) < ($1, $2))
       AND ($3::text IS NULL OR f.cid = $3) AND ($4::text IS NULL OR EXISTS (SELECT FROM unnest(d.accounts) AS a WHERE lower(a) = lower($4)))
       AND (($5::text IS NULL AND $6::text IS NULL) OR EXISTS (SELECT FROM document_pins p WHERE p.cid = f.cid
         AND ($5::text IS NULL OR p.place = $5) AND ($6::text IS NULL OR ${STATE_OF_PIN} = $6)))
     ORDER BY f.stored_at DESC, f.cid DESC LIMIT $7`,
    [after?.at ?? null, after?.id ?? null, cid, account, place, state, limit + 1],
  );
  const pins = await pinsByFile(
    ctx,
    rows.map((row) => row.cid),
  );
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap(({ accounts }) => accounts),
  );
  return pageByTime(
    rows,
    limit,
    (row) => ({ at: row.stored_at, id: row.cid }),
    (row): StoredFile => ({
      cid: row.cid,
      kind: row.is_manifest ? "manifest" : "document",
      visibility: row.is_public === null ? null : row.is_public ? "public" : "private",
      owners: row.accounts.map((owner) => parties.get(owner) ?? { account: owner, name: null, gln: null, country: null }),
      sizeBytes: row.is_public === true ? row.size_bytes : null,
      storedAt: row.stored_at.toISOString(),
      removedAt: row.removed_at?.toISOString() ?? null,
      pins: pins.get(row.cid) ?? [],
    }),
  );
}

interface CountRow extends Record<"kept" | "waiting" | "missing" | "kept_bytes", string> {
  place: PinPlace;
  oldest: Date | null;
}

/** How many copies are in each state at each of these places. */
export async function countCopies(ctx: Reading, places: readonly PinPlace[]): Promise<PlaceCounts[]> {
  const rows = await selectRows<CountRow>(
    ctx,
    `SELECT place, count(*) FILTER (WHERE state = 'kept') AS kept, count(*) FILTER (WHERE state = 'waiting') AS waiting,
       count(*) FILTER (WHERE state = 'missing') AS missing, coalesce(sum(size) FILTER (WHERE state = 'kept'), 0) AS kept_bytes,
       CASE WHEN bool_and(checked_at IS NOT NULL) THEN min(checked_at) END AS oldest
     FROM (SELECT p.place, ${STATE_OF_PIN} AS state, p.checked_at, (SELECT max(size_bytes) FROM documents d WHERE d.cid = p.cid) AS size
       FROM document_pins p JOIN stored_files f USING (cid) WHERE f.removed_at IS NULL AND p.place = ANY($1)) AS copies GROUP BY place`,
    [places],
  );
  return places.map((place) => {
    const row = rows.find((one) => one.place === place);
    const [kept, waiting, missing, keptBytes] = [row?.kept, row?.waiting, row?.missing, row?.kept_bytes].map((text) =>
      Number(text ?? 0),
    ) as [...[number, number, number, number]];
    return { place, kept, waiting, missing, keptBytes, oldestCheckAt: row?.oldest?.toISOString() ?? null };
  });
}
