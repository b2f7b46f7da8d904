import type { DocumentType } from "@waybill/protocol/schemas/api/documents";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** A document of one organisation. The same public file can be several organisations'. */
export interface DocumentRow {
  cid: string;
  account: Address;
  /** Of the file before encryption, lower-case hex. */
  sha256: string;
  isPublic: boolean;
  name: string;
  mediaType: DocumentType;
  sizeBytes: number;
  /** Null for public documents, and once it is destroyed. */
  wrappedKey: Buffer | null;
  createdAt: Date;
  erasedAt: Date | null;
}

export type Reading = Pick<Ctx, "tx">;

export const DOCUMENT_COLUMNS = `cid, account, sha256, is_public AS "isPublic", name, media_type AS "mediaType", size_bytes AS "sizeBytes",
  wrapped_key AS "wrappedKey", created_at AS "createdAt", erased_at AS "erasedAt"`;

/** Sweeping, and everything that is about to write blocks, must not overlap: a block could be taken for left over. */
const SWEEP_LOCK = 19_450;

/** Says what is about to be written, before it is. Its transaction ends before the first block is written. */
export async function announceFile(ctx: Ctx, file: { cid: string; blocks: readonly string[]; isManifest: boolean }): Promise<void> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock_shared($1)", [SWEEP_LOCK]);
  await ctx.tx.query(
    `INSERT INTO stored_files (cid, blocks, is_manifest, stored_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (cid) DO UPDATE SET stored_at = $4, removed_at = NULL, is_manifest = stored_files.is_manifest OR $3`,
    [file.cid, file.blocks, file.isManifest, ctx.clock.now()],
  );
}

/** Makes the uploads of one organisation take turns until the transaction ends: so its room cannot be used twice. */
export async function lockOwner(ctx: Ctx, account: Address): Promise<void> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [account]);
}

export async function usedBytes(ctx: Reading, account: Address): Promise<number> {
  const [row] = await selectRows<{ used: string }>(
    ctx,
    "SELECT coalesce(sum(size_bytes), 0) AS used FROM documents WHERE account = $1 AND erased_at IS NULL",
    [account],
  );
  return Number(row?.used ?? 0);
}

export async function insertDocument(ctx: Ctx, row: Omit<DocumentRow, "createdAt" | "erasedAt">): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO documents (cid, account, sha256, is_public, name, media_type, size_bytes, wrapped_key, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [row.cid, row.account, row.sha256, row.isPublic, row.name, row.mediaType, row.sizeBytes, row.wrappedKey, ctx.clock.now()],
  );
}

/** The organisation's document of the same bytes and the same visibility. */
export async function findSameDocument(
  ctx: Reading,
  { account, sha256, isPublic }: Pick<DocumentRow, "account" | "sha256" | "isPublic">,
): Promise<DocumentRow | null> {
  const [row] = await selectRows<DocumentRow>(
    ctx,
    `SELECT ${DOCUMENT_COLUMNS} FROM documents WHERE account = $1 AND sha256 = $2 AND is_public = $3 AND erased_at IS NULL`,
    [account, sha256, isPublic],
  );
  return row ?? null;
}

/** Whose document this is: the oldest first. Empty for contents manifests, and for what is not kept here. */
export function documentsWithId(ctx: Reading, cid: string): Promise<DocumentRow[]> {
  return selectRows(ctx, `SELECT ${DOCUMENT_COLUMNS} FROM documents WHERE cid = $1 ORDER BY created_at, account LIMIT 100`, [cid]);
}

/** Destroys the key: what was encrypted with it is from now on noise. */
export async function eraseDocument(ctx: Ctx, { cid, account }: Pick<DocumentRow, "cid" | "account">): Promise<void> {
  await ctx.tx.query("UPDATE documents SET wrapped_key = NULL, name = '', erased_at = $3 WHERE cid = $1 AND account = $2", [
    cid,
    account,
    ctx.clock.now(),
  ]);
}

/** Blocks of a file that is kept here; null for one that is not, or no longer. */
export async function blocksOf(ctx: Reading, cid: string): Promise<string[] | null> {
  const [row] = await selectRows<{ blocks: string[] }>(ctx, "SELECT blocks FROM stored_files WHERE cid = $1 AND removed_at IS NULL", [cid]);
  return row?.blocks ?? null;
}

/** Some of what was announced before this time and became neither document nor manifest. Nobody can announce anything until the transaction ends. */
export async function takeAbandoned(ctx: Ctx, before: Date): Promise<string[]> {
  await ctx.tx.query("SELECT pg_advisory_xact_lock($1)", [SWEEP_LOCK]);
  const rows = await selectRows<{ cid: string }>(
    ctx,
    `SELECT cid FROM stored_files f WHERE stored_at < $1 AND removed_at IS NULL AND NOT is_manifest
       AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.cid = f.cid) LIMIT 100 FOR UPDATE`,
    [before],
  );
  return rows.map(({ cid }) => cid);
}

/** Of a file's blocks those that no other file is made of. */
export async function ownBlocks(ctx: Reading, cid: string): Promise<string[]> {
  const rows = await selectRows<{ block: string }>(
    ctx,
    `SELECT block FROM stored_files f, unnest(f.blocks) AS block WHERE f.cid = $1
       AND NOT EXISTS (SELECT 1 FROM stored_files o WHERE o.blocks @> ARRAY[block] AND o.cid <> f.cid AND o.removed_at IS NULL)`,
    [cid],
  );
  return rows.map(({ block }) => block);
}
