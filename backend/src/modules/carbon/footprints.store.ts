import { movedAt } from "@waybill/protocol/footprint/counted-emissions";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { carbonCommitment, footprintHash } from "@waybill/protocol/footprint/hashes";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { storeEmissions } from "./emissions.store.ts";
import { addLeaf } from "./leaves.store.ts";

export interface FootprintRow {
  hash: Hex32;
  commitment: Hex32;
  footprint: Footprint;
  storedAt: Date;
  /** The footprint that took its place. */
  followedBy: Hex32 | null;
}

/** What a list says of a footprint, without reading it whole. */
export interface ListedFootprint {
  hash: Hex32;
  commitment: Hex32;
  subject: Subject;
  preceding: Hex32 | null;
  storedAt: Date;
  followedBy: Hex32 | null;
  summary: Pick<Footprint, "status" | "total" | "perUnit" | "quality">;
}

const COMMON = `f.hash, f.commitment, f.stored_at AS "storedAt", (SELECT n.hash FROM footprints n WHERE n.preceding = f.hash) AS "followedBy"`;

/** Keeps a footprint for good and lets it be anchored. The same one again changes nothing. */
export async function storeFootprint(ctx: Ctx, account: Address, footprint: Footprint): Promise<Hex32> {
  const hash = footprintHash(footprint);
  const commitment = carbonCommitment("footprint", hash);
  const { subject, preceding, status, total, perUnit, quality } = footprint;
  const now = ctx.clock.now();
  const stored = await selectRows(
    ctx,
    `INSERT INTO footprints (hash, subject, footprint_json, summary, commitment, preceding, account, stored_at, moved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (hash) DO NOTHING RETURNING hash`,
    [
      ...[hash, subject, JSON.stringify(footprint), JSON.stringify({ status, total, perUnit, quality }), commitment, preceding, account],
      ...[now, movedAt(footprint) ?? now],
    ],
  );
  if (stored.length > 0) await storeEmissions(ctx, hash, footprint);
  await addLeaf(ctx, commitment);
  return hash;
}

/** Footprints of one subject are kept one after the other, so that each has one successor at most. */
export async function lockSubject({ tx }: Ctx, subject: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 510))", [subject]);
}

export async function findFootprint(ctx: Pick<Ctx, "tx">, hash: Hex32): Promise<FootprintRow | undefined> {
  return (await rowsOf(ctx, "WHERE f.hash = $1", [hash]))[0];
}

export async function latestFootprint(ctx: Pick<Ctx, "tx">, subject: string): Promise<FootprintRow | undefined> {
  return (await rowsOf(ctx, "WHERE f.subject = $1 ORDER BY f.sequence DESC LIMIT 1", [subject]))[0];
}

/** Newest first; `after` is the hash that ended the page before. */
export function listFootprints(
  ctx: Pick<Ctx, "tx">,
  { subject, after, limit }: { subject: string | null; after: string | null; limit: number },
): Promise<ListedFootprint[]> {
  return selectRows<ListedFootprint>(
    ctx,
    `SELECT ${COMMON}, f.subject, f.preceding, f.summary FROM footprints f
     WHERE ($1::text IS NULL OR f.subject = $1) AND ($2::text IS NULL OR f.sequence < (SELECT sequence FROM footprints WHERE hash = $2))
     ORDER BY f.sequence DESC LIMIT $3`,
    [subject, after, limit],
  );
}

async function rowsOf(ctx: Pick<Ctx, "tx">, clause: string, parameters: unknown[]): Promise<FootprintRow[]> {
  const rows = await selectRows<Omit<FootprintRow, "footprint"> & { json: string }>(
    ctx,
    `SELECT ${COMMON}, f.footprint_json AS json FROM footprints f ${clause}`,
    parameters,
  );
  return rows.map(({ json, ...row }) => ({ ...row, footprint: JSON.parse(json) as Footprint }));
}
