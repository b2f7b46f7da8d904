import { priceOrder, type Priced, type Wanted } from "@waybill/protocol/orders/prices";
import type { Article, DeliveryTerms } from "@waybill/protocol/schemas/api/catalogue";
import type { CartLine } from "@waybill/protocol/schemas/api/cart";

/** A cart that can be ordered as it is: all of it for sale, and in one currency. */
export interface OrderableCart {
  currency: string;
  wanted: Wanted[];
}

/** Null where something in it is not for sale, or it has prices in several currencies. */
export function priceCart(lines: readonly CartLine[], articles: ReadonlyMap<string, Article>): OrderableCart | null {
  const found = lines.map(({ gtin, quantity }) => ({ article: articles.get(gtin), quantity }));
  const wanted = found.flatMap(({ article, quantity }): Wanted[] =>
    article?.isActive
      ? [{ gtin: article.gtin, title: article.title, unitMinor: article.price.minor, taxClass: article.taxClass, quantity }]
      : [],
  );
  const [currency, ...others] = new Set(found.map(({ article }) => article?.price.currency));
  return currency === undefined || others.length > 0 || wanted.length < lines.length ? null : { currency, wanted };
}

/** Where an order in a currency can go. */
export function termsFor(terms: readonly DeliveryTerms[], currency: string): DeliveryTerms[] {
  return terms.filter(({ shipping }) => shipping.some((one) => one.currency === currency));
}

/** What all of it costs where it goes to, as the server counts it; null while it is not known where that is. */
export function priceFor({ currency, wanted }: OrderableCart, terms: DeliveryTerms | undefined): Priced | null {
  const shipping = terms?.shipping.find((one) => one.currency === currency);
  return terms === undefined || shipping === undefined ? null : priceOrder(wanted, shipping.minor, terms.rates);
}
