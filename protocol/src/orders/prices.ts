import type { ArticleRequest, DeliveryTermsRequest } from "../schemas/api/catalogue.ts";

/** One article and how many of it. */
export interface Wanted {
  gtin: string;
  title: string;
  unitMinor: number;
  taxClass: ArticleRequest["taxClass"];
  quantity: number;
}

export interface PricedLine extends Omit<Wanted, "taxClass"> {
  number: number;
  amountMinor: number;
  taxBasisPoints: number;
  taxMinor: number;
}

export interface Priced {
  lines: PricedLine[];
  goodsMinor: number;
  shippingMinor: number;
  /** In the total. */
  taxMinor: number;
  totalMinor: number;
}

/**
 * What an order costs. Prices are what the customer pays, tax included: so a line is price times quantity, whatever part of it is shipped is worth
 * price times its pieces, and nothing is ever rounded but the tax within. That is rounded once for each line, and once for the delivery, which is
 * taxed by the standard rate; halves of a minor unit go up.
 *
 * @param rates of the country that it goes to, in basis points
 */
export function priceOrder(wanted: readonly Wanted[], shippingMinor: number, rates: DeliveryTermsRequest["rates"]): Priced {
  const lines = wanted.map(({ taxClass, ...line }, index) => {
    const [amountMinor, taxBasisPoints] = [line.unitMinor * line.quantity, rates[taxClass]];
    return { ...line, number: index + 1, amountMinor, taxBasisPoints, taxMinor: taxWithin(amountMinor, taxBasisPoints) };
  });
  const goodsMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, taxWithin(shippingMinor, rates.standard));
  return { lines, goodsMinor, shippingMinor, taxMinor, totalMinor: goodsMinor + shippingMinor };
}

/**
 * The tax in an amount that holds it, in whole minor units; halves go up.
 *
 * @example
 * taxWithin(1190, 1900); // 190: 19 % of 1000
 */
export function taxWithin(grossMinor: number, basisPoints: number): number {
  // In large integers: the product may be more than a double holds exactly.
  const divisor = 10_000n + BigInt(basisPoints);
  return Number((2n * BigInt(grossMinor) * BigInt(basisPoints) + divisor) / (2n * divisor));
}
