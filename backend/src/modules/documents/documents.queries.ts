import { niLinkOf, parseDocumentLink } from "@waybill/protocol/documents/document-link";
import type { DocumentView, LinkedDocument } from "@waybill/protocol/schemas/api/documents";
import type { BundledDocument } from "@waybill/protocol/schemas/bundle";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows } from "../../platform/context.ts";
import { DOCUMENT_COLUMNS, documentsWithId, type DocumentRow, type Reading } from "./documents.store.ts";
import { documentViews } from "./documents.views.ts";

/** What one statement points at, and who made it. */
export interface Pointing {
  account: Address;
  links: readonly string[];
}

/** A short text that everybody may read. */
export interface PublicText {
  name: string;
  cid: string;
  account: Address;
  text: string;
}

/** Documents of one name that are looked at. */
const MAX_NAMESAKES = 5;

/** Largest document whose bytes a bundle brings, and most that all in one bundle may take. */
const MAX_BUNDLED_BYTES = 262_144;
const MAX_BUNDLE_BYTES = 1_048_576;

export interface DocumentQueries {
  /** For each statement the documents behind its links, as everybody may see them. */
  linkedDocuments(ctx: Reading, pointings: readonly Pointing[]): Promise<LinkedDocument[][]>;
  /** The same for a bundle: public ones with their bytes as long as the bundle stays small. */
  bundledDocuments(ctx: Reading, pointings: readonly Pointing[]): Promise<BundledDocument[][]>;
  /** Documents by content id that are public, or this account's own, as everybody may see them; others are absent. */
  documentsByCid(ctx: Reading, account: Address, cids: readonly string[]): Promise<Map<string, DocumentView>>;
  /** Public texts of at most some bytes by their file name, the oldest of each name first: names are anybody's to give. */
  publicTexts(ctx: Reading, names: readonly string[], maxBytes: number): Promise<PublicText[]>;
  /** Links to a public document other than its content id. */
  publicLinks(ctx: Reading, cid: string): Promise<string[]>;
}

export function createDocumentQueries(store: { get(cid: string): Promise<Uint8Array> }): DocumentQueries {
  return {
    async linkedDocuments(ctx, pointings) {
      const found = await rowsBehind(ctx, pointings);
      const rows = [...new Set(found.flat().flatMap(({ row }) => row ?? []))];
      const views = new Map((await documentViews(ctx, rows, null)).map((view, index) => [rows[index], view]));
      return found.map((links) => links.map(({ link, row }) => ({ link, document: (row && views.get(row)) ?? null })));
    },

    async bundledDocuments(ctx, pointings) {
      let room = MAX_BUNDLE_BYTES;
      const bundled = (await rowsBehind(ctx, pointings)).map((links) => links.flatMap(({ link, row }) => (row ? [{ link, row }] : [])));
      return Promise.all(
        bundled.map((links) =>
          Promise.all(
            links.map(async ({ link, row: { cid, isPublic, sizeBytes } }) => {
              const isBrought = isPublic && sizeBytes <= MAX_BUNDLED_BYTES && sizeBytes <= room;
              if (isBrought) room -= sizeBytes;
              return {
                link,
                cid,
                visibility: isPublic ? "public" : "private",
                bytes: isBrought ? ((await bytesOrNull(store, cid))?.toString("base64") ?? null) : null,
              } as const;
            }),
          ),
        ),
      );
    },

    async documentsByCid(ctx, account, cids) {
      const rows = await selectRows<DocumentRow>(
        ctx,
        `SELECT DISTINCT ON (cid) ${DOCUMENT_COLUMNS} FROM documents WHERE cid = ANY($1) AND (is_public OR account = $2)
         ORDER BY cid, erased_at IS NOT NULL, account <> $2, created_at`,
        [cids, account],
      );
      return new Map((await documentViews(ctx, rows, null)).map((view) => [view.cid, view]));
    },

    async publicTexts(ctx, names, maxBytes) {
      if (names.length === 0) return [];
      const rows = await selectRows<Pick<PublicText, "name" | "cid" | "account">>(
        ctx,
        `SELECT n.name, d.cid, d.account FROM unnest($1::text[]) AS n(name)
         CROSS JOIN LATERAL (SELECT cid, account FROM documents WHERE name = n.name AND is_public AND media_type = 'text/plain'
           AND size_bytes <= $2 ORDER BY created_at, account LIMIT ${MAX_NAMESAKES}) AS d`,
        [[...new Set(names)], maxBytes],
      );
      const texts = await Promise.all(rows.map(async (row) => ({ ...row, text: (await bytesOrNull(store, row.cid))?.toString("utf8") })));
      return texts.flatMap(({ text, ...row }) => (text === undefined ? [] : [{ ...row, text }]));
    },

    async publicLinks(ctx, cid) {
      const [row] = await documentsWithId(ctx, cid);
      return row?.isPublic ? [niLinkOf(row.sha256)] : [];
    },
  };
}

/** A store that has lost a document, or gives another, takes nothing from the rest: that one stays open. */
async function bytesOrNull(store: { get(cid: string): Promise<Uint8Array> }, cid: string): Promise<Buffer | null> {
  try {
    return Buffer.from(await store.get(cid));
  } catch {
    return null;
  }
}

type Behind = { link: string; row: DocumentRow | null };

/**
 * Public documents whoever keeps them, and private ones of the statement's own author: a stranger's event that names a digest must not
 * tell whose private document has it.
 */
async function rowsBehind(ctx: Reading, pointings: readonly Pointing[]): Promise<Behind[][]> {
  const parsed = [...new Set(pointings.flatMap(({ links }) => links))].map((link) => parseDocumentLink(link));
  const cids = parsed.flatMap((link) => (link?.kind === "ipfs" ? [link.cid] : []));
  const digests = parsed.flatMap((link) => (link?.kind === "ni" ? [link.digest] : []));
  if (cids.length + digests.length === 0) return pointings.map(() => []);
  const rows = await selectRows<DocumentRow>(
    ctx,
    `SELECT ${DOCUMENT_COLUMNS} FROM documents
     WHERE (cid = ANY($1) OR sha256 = ANY($2)) AND (is_public OR account = ANY($3))
     ORDER BY erased_at IS NOT NULL, is_public DESC, created_at, account`,
    [cids, digests, pointings.map(({ account }) => account)],
  );
  return pointings.map(({ account, links }) =>
    links.map((text) => {
      const link = parseDocumentLink(text);
      const fits = (row: DocumentRow) => (link?.kind === "ipfs" ? row.cid === link.cid : row.sha256 === link?.digest);
      return { link: text, row: rows.find((row) => (row.isPublic || row.account === account) && fits(row)) ?? null };
    }),
  );
}
