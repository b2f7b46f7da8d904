import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { DOCUMENT_COLUMNS, documentsWithId, type DocumentRow, type Reading } from "./documents.store.ts";
import { pinsByFile } from "./pins/pins.store.ts";

/** Documents as `viewer` may see them, in the same order. Of somebody else's private ones hardly more than that they exist. */
export async function documentViews(ctx: Reading, rows: readonly DocumentRow[], viewer: Address | null): Promise<DocumentView[]> {
  if (rows.length === 0) return [];
  const pins = await pinsByFile(
    ctx,
    rows.map(({ cid }) => cid),
  );
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return rows.map((row) => {
    const { cid, account, isPublic, createdAt, erasedAt } = row;
    const isOpen = erasedAt === null && (isPublic || account === viewer);
    return {
      cid,
      owner: parties.get(account) as Party,
      visibility: isPublic ? "public" : "private",
      name: isOpen ? row.name : null,
      mediaType: isOpen ? row.mediaType : null,
      sizeBytes: isOpen ? row.sizeBytes : null,
      link: isOpen ? (isPublic ? ipfsLinkOf(cid) : niLinkOf(row.sha256)) : null,
      storedAt: createdAt.toISOString(),
      erasedAt: erasedAt?.toISOString() ?? null,
      pins: pins.get(cid) ?? [],
    };
  });
}

/** One document; the viewer's own account of it where there are several. */
export async function documentView(ctx: Reading, cid: string, viewer: Address | null): Promise<DocumentView | null> {
  const rows = await documentsWithId(ctx, cid);
  const row = rows.find(({ account }) => account === viewer) ?? rows[0];
  const [view] = row ? await documentViews(ctx, [row], viewer) : [];
  return view ?? null;
}

/** Documents of one organisation, newest first; `after` is the content id that ended the page before. */
export async function documentsOf(
  ctx: Reading,
  { account, viewer, after, limit }: { account: Address; viewer: Address | null; after: string | null; limit: number },
): Promise<DocumentView[]> {
  const rows = await selectRows<DocumentRow>(
    ctx,
    `SELECT ${DOCUMENT_COLUMNS} FROM documents
     WHERE account = $1
       AND ($2::text IS NULL OR (created_at, cid) < (SELECT created_at, cid FROM documents WHERE account = $1 AND cid = $2))
     ORDER BY created_at DESC, cid DESC LIMIT $3`,
    [account, after, limit],
  );
  return documentViews(ctx, rows, viewer);
}
