import type { Article, ArticleKind, ArticleRequest } from "@waybill/protocol/schemas/api/catalogue";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** An article as it is kept: how many there are of it, the ledger of stock knows. */
export type StoredArticle = Omit<Article, "availability">;

type Row = Omit<StoredArticle, "price" | "updatedAt"> & { unitMinor: number; currency: string; updatedAt: Date };

const COLUMNS = `gtin, title, description, kind, price_minor::float8 AS "unitMinor", currency, tax_class AS "taxClass", media,
  mass_grams AS "massGrams", is_active AS "isActive", version, updated_at AS "updatedAt"`;

/** What need not be said of an article that is there, and stays as it is then. */
const OPTIONAL = { description: "description", media: "media", mass_grams: "massGrams", is_active: "isActive" } as const;
const KEPT = Object.keys(OPTIONAL).map(
  (column) => `${column} = CASE WHEN '${column}' = ANY($12) THEN excluded.${column} ELSE articles.${column} END`,
);

/**
 * Keeps what is sold under a GTIN, in the place of what was there. Orders keep the price at which they were placed.
 *
 * @param version which it takes the place of; 0 for none, null for whichever
 * @returns undefined where it is of that version no more, and stays as it is
 */
export async function putArticle(
  ctx: Ctx,
  gtin: string,
  article: ArticleRequest,
  version: number | null,
): Promise<StoredArticle | undefined> {
  const { title, description = null, kind, price, taxClass, media = null, massGrams = null, isActive = true } = article;
  const told = Object.entries(OPTIONAL).flatMap(([column, field]) => (article[field] === undefined ? [] : [column]));
  const [row] = await selectRows<Row>(
    ctx,
    `INSERT INTO articles (gtin, title, description, kind, price_minor, currency, tax_class, media, mass_grams, is_active, updated_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     WHERE coalesce($13::int, 0) = 0 OR EXISTS (SELECT FROM articles WHERE gtin = $1)
     ON CONFLICT (gtin) DO UPDATE SET title = excluded.title, kind = excluded.kind, price_minor = excluded.price_minor,
       currency = excluded.currency, tax_class = excluded.tax_class, ${KEPT.join(", ")},
       version = articles.version + 1, updated_at = excluded.updated_at
     WHERE $13 IS NULL OR articles.version = $13
     RETURNING ${COLUMNS}`,
    [
      ...[gtin, title, description, kind, price.minor, price.currency, taxClass, media, massGrams, isActive, ctx.clock.now()],
      ...[told, version],
    ],
  );
  return row && toArticle(row);
}

/** Takes an article from sale. @returns undefined where there is none */
export async function withdrawArticle(ctx: Ctx, gtin: string): Promise<StoredArticle | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `UPDATE articles SET is_active = false, version = version + is_active::int, updated_at = CASE WHEN is_active THEN $2 ELSE updated_at END
     WHERE gtin = $1 RETURNING ${COLUMNS}`,
    [gtin, ctx.clock.now()],
  );
  return row && toArticle(row);
}

export async function findArticle(ctx: Pick<Ctx, "tx">, gtin: string): Promise<StoredArticle | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM articles WHERE gtin = $1`, [gtin]);
  return row && toArticle(row);
}

/** Those of these GTINs that are for sale now. */
export async function articlesForSale(ctx: Pick<Ctx, "tx">, gtins: readonly string[]): Promise<Map<string, Row>> {
  const rows = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM articles WHERE gtin = ANY($1) AND is_active`, [gtins]);
  return new Map(rows.map((row) => [row.gtin, row]));
}

export interface ArticlesPage {
  /** Words that must all be there, the last as the beginning of one; or the first digits of a GTIN. "" for all. */
  q: string;
  /** For sale, or not any more; null for both. */
  isActive: boolean | null;
  kind: ArticleKind | null;
  /** Of one, in whole minor units. */
  minPrice: number | null;
  maxPrice: number | null;
  /** These alone; null for all. */
  gtins: readonly string[] | null;
  /** GTIN of the last one of the page before. */
  after: string | null;
  limit: number;
}

/** A page of the catalogue by title; one more than asked for, to tell whether there are more. */
export async function listArticles(
  ctx: Pick<Ctx, "tx">,
  { q, isActive, kind, minPrice, maxPrice, gtins, after, limit }: ArticlesPage,
): Promise<StoredArticle[]> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT ${COLUMNS} FROM articles
     WHERE ($1::boolean IS NULL OR is_active = $1) AND ($2 = '' OR words @@ to_tsquery('simple', $3) OR gtin LIKE $4 || '%')
       AND ($5::text IS NULL OR (title, gtin) > (SELECT title, gtin FROM articles WHERE gtin = $5))
       AND ($7::text IS NULL OR kind = $7) AND ($8::bigint IS NULL OR price_minor >= $8) AND ($9::bigint IS NULL OR price_minor <= $9)
       AND ($10::text[] IS NULL OR gtin = ANY($10))
     ORDER BY title, gtin LIMIT $6`,
    [isActive, q, searchOf(q), /^\d+$/.test(q) ? q : "none", after, limit + 1, kind, minPrice, maxPrice, gtins],
  );
  return rows.map(toArticle);
}

/** Words as Postgres searches them; whatever else stands in the text only parts them. */
function searchOf(q: string): string {
  const words = q.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(" & ");
}

function toArticle({ unitMinor, currency, updatedAt, ...row }: Row): StoredArticle {
  return { ...row, price: { minor: unitMinor, currency }, updatedAt: updatedAt.toISOString() };
}

/** What one of each weighs in grams, by GTIN; null where nobody has told. */
export async function massesOf(ctx: Pick<Ctx, "tx">, gtins: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await selectRows<{ gtin: string; massGrams: number | null }>(
    ctx,
    `SELECT gtin, mass_grams AS "massGrams" FROM articles WHERE gtin = ANY($1)`,
    [gtins],
  );
  return new Map(rows.map(({ gtin, massGrams }) => [gtin, massGrams]));
}
