import { readFile } from "node:fs/promises";
import { deliveryTermsRequest, importedArticle } from "@waybill/protocol/schemas/api/catalogue";
import { lotNumber, warehouseName } from "@waybill/protocol/schemas/api/stock";
import { z } from "zod";
import { asOperator } from "../../backend/src/cli/as-operator.ts";
import { withDatabase } from "../../backend/src/cli/with-database.ts";
import { findArticle, putArticle } from "../../backend/src/modules/orders/catalogue/articles.store.ts";
import { findTerms, putTerms } from "../../backend/src/modules/orders/catalogue/delivery-terms.store.ts";
import { granted, post } from "../../backend/src/modules/stock/stock.queries.ts";
import type { Ctx } from "../../backend/src/platform/context.ts";

const shopFile = z.strictObject({
  warehouse: warehouseName,
  terms: z.record(z.string(), deliveryTermsRequest),
  articles: z.array(
    importedArticle.extend({
      /** Null for what is sold out. It names no expiry: the days of the demonstration are past ones. */
      stock: z.strictObject({ lot: lotNumber.nullable(), quantity: z.number().int().positive() }).nullable(),
    }),
  ),
});
type ShopFile = z.output<typeof shopFile>;

/**
 * Fills the shop with goods of the demonstration and a few books. It is done on the database, as an operator would: only an admin of the installation
 * may do it by the API, and none is to be somebody whose key everybody knows. What is there is left as it is.
 *
 * @returns how many articles there are, in words
 */
export async function fillShop(databaseUrl: string, { hasWarehouses = false }: { hasWarehouses?: boolean } = {}): Promise<string> {
  const shop = shopFile.parse(JSON.parse(await readFile(new URL("shop.json", import.meta.url), "utf8")));
  let complaint = "";
  const io = {
    stdout: { write: () => undefined },
    stderr: { write: (text: string) => (complaint += text) },
    env: { DATABASE_URL: databaseUrl },
  };
  const code = await withDatabase(io, async (dataSource) => {
    await asOperator(dataSource, (ctx) => fill(ctx, hasWarehouses ? { ...shop, articles: withoutStock(shop) } : shop));
    return 0;
  });
  if (code !== 0) throw new Error(complaint.trim());
  return `${shop.articles.length} articles in the shop`;
}

/** The shop's own place would always be taken before a warehouse, which costs something. */
function withoutStock({ articles }: ShopFile): ShopFile["articles"] {
  return articles.map((article) => ({ ...article, stock: null }));
}

async function fill(ctx: Ctx, { warehouse, terms, articles }: ShopFile): Promise<void> {
  for (const [country, words] of Object.entries(terms)) if (!(await findTerms(ctx, country))) await putTerms(ctx, country, words);
  for (const { gtin, stock, ...article } of articles) {
    if (!(await findArticle(ctx, gtin))) await putArticle(ctx, gtin, article, 0);
    if (stock === null) continue;
    // By its key it comes in once, however often the demonstration is loaded.
    const receipt = { kind: "receive" as const, key: `demonstration:${gtin}`, warehouse, gtin, expiry: null, ...stock };
    const [answer] = await post(ctx, [receipt]);
    granted(answer);
  }
}
