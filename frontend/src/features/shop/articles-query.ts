import { minorOf } from "../../lib/money.ts";
import type { ShopQuestion } from "./shop-question.ts";

/** What somebody looks for, as the server is asked for it. */
export function toArticlesQuery({ q, kind, from, to, stock }: ShopQuestion, currency: string) {
  const minor = (typed: string | undefined) => (typed === undefined ? null : minorOf(typed, currency));
  return { q, kind, minPrice: minor(from), maxPrice: minor(to), inStock: stock === "in" ? "true" : null };
}
