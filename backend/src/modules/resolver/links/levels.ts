import type { DigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { linkOf } from "@waybill/protocol/identifiers/element-string";

/**
 * The identifier and all above it, as canonical Digital Links, the finest first: a serial, the lot it is said to be of, the goods. A link of
 * a level holds for all below that have none of its type.
 *
 * @example
 * levelsOf(serialOfLot); // ["…/01/{gtin}/21/{serial}", "…/01/{gtin}/10/{lot}", "…/01/{gtin}"]
 */
export function levelsOf({ key, qualifiers }: DigitalLink): string[] {
  const shorter = qualifiers.map((_, index) => linkOf({ key, qualifiers: qualifiers.slice(0, qualifiers.length - index) }));
  return [...new Set([...shorter, linkOf({ key, qualifiers: [] })])];
}
