import type { Article, Availability } from "@waybill/protocol/schemas/api/catalogue";
import type { Ctx } from "../../../platform/context.ts";
import type { Stock } from "../orders.ports.ts";
import type { StoredArticle } from "./articles.store.ts";

/** As many are few: whoever wants one should not wait. */
const FEW = 5;

/** Articles with a word about how many there are. */
export async function withStock(ctx: Ctx, stock: Stock, articles: readonly StoredArticle[]): Promise<Article[]> {
  const left = await stock.available(
    ctx,
    articles.map(({ gtin }) => gtin),
  );
  return articles.map((article) => ({ ...article, availability: wordFor(left.get(article.gtin) ?? 0) }));
}

function wordFor(left: number): Availability {
  if (left <= 0) return "sold-out";
  return left <= FEW ? "few" : "in-stock";
}
