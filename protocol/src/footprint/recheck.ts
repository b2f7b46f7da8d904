import { canonicalJson } from "../hashing/canonical-json.ts";
import type { Json } from "../hashing/lossless-json.ts";
import { computeFootprint } from "./compute-footprint.ts";
import type { FactorTable } from "./factor-table.ts";
import type { Footprint, FootprintElement } from "./footprint.ts";
import type { ChainElement, TransportChain } from "./transport-chain.ts";

/** Where a footprint says something else than what follows from its own chain, as JSON Pointers. */
export interface Difference {
  pointer: string;
  says: string;
  follows: string;
}

/** The chain that a footprint was computed from. */
export function chainOf({ subject, massGrams, units, massEvidence, elements, missing, preceding }: Footprint): TransportChain {
  const told = massEvidence === undefined ? {} : { massEvidence };
  return { subject, massGrams, units, ...told, missing, preceding, elements: elements.map(inputOf) };
}

/**
 * Computes a footprint again from what stands in it, and compares member by member. No difference means: the numbers follow from the chain
 * and these factors; whether the chain is true, its evidence says.
 *
 * @throws ImplausibleChain
 */
export function recheckFootprint(footprint: Footprint, tables: readonly FactorTable[], at: Date): Difference[] {
  return differences(footprint as unknown as Json, computeFootprint(chainOf(footprint), tables, at) as unknown as Json, "");
}

function inputOf({ rule: _rule, intensity: _intensity, emissions: _emissions, ...element }: FootprintElement): ChainElement {
  return element as ChainElement;
}

function differences(says: Json | undefined, follows: Json | undefined, pointer: string): Difference[] {
  if (isTree(says) && isTree(follows) && Array.isArray(says) === Array.isArray(follows)) {
    const names = new Set([...Object.keys(says), ...Object.keys(follows)]);
    return [...names].flatMap((name) => differences(says[name], follows[name], `${pointer}/${name}`));
  }
  const [a, b] = [textOf(says), textOf(follows)];
  return a === b ? [] : [{ pointer, says: a, follows: b }];
}

function isTree(value: Json | undefined): value is Json & Record<string, Json> {
  return typeof value === "object" && value !== null;
}

function textOf(value: Json | undefined): string {
  return value === undefined ? "nothing" : canonicalJson(value);
}
