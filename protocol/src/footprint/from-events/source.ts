import { type CaseFile, openCase } from "../../findings/case-file.ts";
import type { FindingOptions, FindingStatement } from "../../findings/finding.ts";
import type { Fact } from "../../findings/fact.ts";
import type { Address } from "../../schemas/primitives.ts";
import type { Factors } from "../factors.ts";
import type { ChainPlace, Evidence } from "../transport-chain.ts";
import { gtinOf, productOf, type ProductMasses } from "./amounts.ts";
import { transportTermsIn } from "./terms.ts";

/** All that a chain is made of: statements, what is known of places and products, and the factors to choose from. */
export interface ChainSource {
  statements: readonly FindingStatement[];
  places: NonNullable<FindingOptions["places"]>;
  products: ProductMasses;
  factors: Factors;
  /** Handovers on chain, by the unit that changed hands. */
  handovers: ReadonlyMap<string, readonly Handover[]>;
}

/** Custody of a unit passed from one account to another, signed by both. */
export interface Handover {
  from: Address;
  to: Address;
  transactionHash: string;
}

/** The same, with the statements in order. */
export interface OpenSource extends ChainSource {
  file: CaseFile;
}

/** A place as chains name it. */
export function placeOf({ places }: ChainSource, gln: string): ChainPlace {
  const { name = null, latitude = null, longitude = null } = places.get(gln) ?? {};
  const isKnown = latitude !== null && longitude !== null;
  return {
    ...{ gln, name },
    latitudeMicrodegrees: isKnown ? Math.round(latitude * 1e6) : null,
    longitudeMicrodegrees: isKnown ? Math.round(longitude * 1e6) : null,
  };
}

/** Most statements that stand as evidence of one thing. */
export const MAX_EVIDENCE = 10;

/** Facts as evidence; each statement once, with what in it counts. */
export function evidenceOf(facts: readonly Fact[], says: string): Evidence[] {
  return [...new Set(facts.map(({ commitment }) => commitment))].slice(0, MAX_EVIDENCE).map((statement) => ({ statement, says }));
}

/** What master data says of the products that goods are of: mass and pieces of a unit, and who says so; nothing where it knows no mass. */
export function productEvidence({ products }: Pick<ChainSource, "products">, subjects: Iterable<string>): Evidence[] {
  const said = [...subjects].flatMap((subject) => {
    const [gtin, product] = [gtinOf(subject), productOf(subject, products)];
    // Goods that are weighed where they are need no master data.
    if (gtin === undefined || product === undefined || product.massGrams === null) return [];
    const author = product.statedBy == null ? "" : `, as ${product.statedBy} states`;
    return [`master data: a unit of GTIN ${gtin} weighs ${product.massGrams} g and holds ${product.pieces} pieces${author}`];
  });
  return [...new Set(said)].slice(0, MAX_EVIDENCE).map((says) => ({ statement: null, says }));
}

/** The GLNs of all places that statements name. */
export function placesNamed(statements: readonly FindingStatement[]): string[] {
  const { facts } = openCase(statements, {});
  const carriers = facts.map(({ event }) => transportTermsIn(event).carrier);
  return [...new Set([...facts.flatMap(({ place, sources, destinations }) => [place, ...sources, ...destinations]), ...carriers])].flatMap(
    (gln) => gln ?? [],
  );
}

/** The GTINs of all products that statements are about. */
export function productsNamed(statements: readonly FindingStatement[]): string[] {
  const { subjects } = openCase(statements, {});
  return [...new Set(subjects.flatMap((subject) => gtinOf(subject) ?? []))];
}
