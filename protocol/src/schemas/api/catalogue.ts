import { z } from "zod";
import { dateTime } from "../primitives.ts";
import { gtin14 } from "./stock.ts";

/** Money: whole minor units (cents) of a currency (ISO 4217). Never a fraction. */
export const minorUnits = z.number().int().nonnegative();
export const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency of ISO 4217");
export const money = z.object({ minor: minorUnits, currency });
export type Money = z.infer<typeof money>;

/** ISO 3166-1 alpha-2. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, "must be a country of ISO 3166-1");

/** By which rate of a country something is taxed. */
export const taxClass = z.enum(["standard", "reduced", "books", "zero"]);
export type TaxClass = z.infer<typeof taxClass>;

export const articleKind = z.enum(["book", "food", "other"]);
export type ArticleKind = z.infer<typeof articleKind>;

const MAX_PRICE_MINOR = 100_000_000;

/** A text on one line, or on several: never markup, never control characters. */
function plainText(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !/[\p{Cc}--[\n\t]]/v.test(text), "must not hold control characters");
}

/** What may be left out stays as it is; of a new article it is null. */
const described = {
  title: plainText(1, 200),
  description: plainText(1, 4000).nullable().optional(),
  kind: articleKind,
  /** What a customer pays for one, tax included. */
  price: z.strictObject({ minor: z.number().int().min(1).max(MAX_PRICE_MINOR), currency }),
  taxClass,
  /** Address of a picture on the web, or content id of a public document. */
  media: z
    .union([z.url({ protocol: /^https$/ }).max(500), z.string().regex(/^[a-z2-7]{20,100}$/, "must be a content id")])
    .nullable()
    .optional(),
  /** Of one, as it is shipped; null where nobody has told: routing then takes 500 g. */
  massGrams: z.number().int().min(1).max(10_000_000).nullable().optional(),
};

/** PUT /api/articles/{gtin}. It is for sale at first, or with `isActive`; DELETE takes it from sale. */
export const articleRequest = z.strictObject({
  ...described,
  isActive: z.literal(true, "must be true or left out: DELETE takes an article from sale").optional(),
});

/** One of the articles of an import. */
export const importedArticle = z.strictObject({ gtin: gtin14, ...described, isActive: z.boolean().optional() });
/** What is said of an article, one by one or in an import. */
export type ArticleRequest = Omit<z.output<typeof importedArticle>, "gtin">;

/** Articles that one request may have. */
export const MAX_IMPORTED_ARTICLES = 500;

/** POST /api/articles/import: all of them, or none. */
export const articlesImport = z.strictObject({
  articles: z
    .array(importedArticle)
    .min(1)
    .max(MAX_IMPORTED_ARTICLES)
    .refine((articles) => new Set(articles.map(({ gtin }) => gtin)).size === articles.length, "must name each article once"),
});
export type ArticlesImport = z.output<typeof articlesImport>;

/** What everybody may know of how many there are: how many exactly is the shop's own business. `few` is at most five. */
export const availability = z.enum(["in-stock", "few", "sold-out"]);
export type Availability = z.infer<typeof availability>;

/** Something that the shop sells, by its GTIN. */
export const article = z.object({
  /** 14 digits. */
  gtin: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  kind: articleKind,
  price: money,
  taxClass,
  media: z.string().nullable(),
  massGrams: z.number().int().nullable(),
  isActive: z.boolean(),
  availability,
  /** Of how many changes it is the outcome: for `If-Match`. */
  version: z.number().int().positive(),
  updatedAt: dateTime,
});
export type Article = z.infer<typeof article>;

/** Hundredths of a percent: 1900 is 19 %. */
export const basisPoints = z.number().int().min(0).max(10_000);

/** PUT /api/delivery-terms/{country}. */
export const deliveryTermsRequest = z.strictObject({
  /** What a customer pays for the delivery of one order, tax included, in each currency that is taken there. */
  shipping: z
    .array(z.strictObject({ minor: z.number().int().min(0).max(MAX_PRICE_MINOR), currency }))
    .min(1)
    .max(10),
  /** Rate of tax by class. */
  rates: z.strictObject({ standard: basisPoints, reduced: basisPoints, books: basisPoints, zero: basisPoints }),
});
export type DeliveryTermsRequest = z.output<typeof deliveryTermsRequest>;

/** A country that the shop delivers to, for how much, and how it taxes. */
export const deliveryTerms = deliveryTermsRequest.extend({ country: countryCode, updatedAt: dateTime });
export type DeliveryTerms = z.infer<typeof deliveryTerms>;
