import type { Fact } from "../../findings/fact.ts";
import { findHubFactor } from "../factors.ts";
import type { Subject } from "../../schemas/primitives.ts";
import type { HubOperation, MissingElement } from "../transport-chain.ts";
import { type Built, energyUses, type ElementFrame, flowOf, goodsWithoutEnergy, plausible, unreadable } from "./leg-element.ts";
import { evidenceOf, type OpenSource, placeOf, productEvidence } from "./source.ts";
import { transportTermsIn, type TransportTerms } from "./terms.ts";

/** A place where goods came and from where they went on. */
export interface Stay {
  gln: string;
  grams: bigint | undefined;
  /** The units that all of the goods left in, the innermost first. */
  units: readonly Subject[];
  /** What was said of the goods there. */
  facts: readonly Fact[];
}

/** A stay as an element of the chain: from the hub's measured energy, or from a factor for hubs of its kind. */
export function hubElement(source: OpenSource, frame: ElementFrame, { gln, grams, units, facts }: Stay): Built {
  const at = placeOf(source, gln);
  const told = evidenceOf(facts, "/bizStep, /readPoint, and the fields of transport");
  const evidence = [...told, ...productEvidence(source, [frame.subject])];
  const missing = (reason: MissingElement["reason"], what: string): Built => ({
    missing: { reason, subject: frame.subject, from: at, to: at, what, evidence },
  });
  const terms = hubTerms(facts);
  if (terms.unreadable.length > 0) return missing("unreadable", unreadable(terms));
  if (grams === undefined) return missing("no-mass", "Nobody states what the goods weigh.");
  const energy = energyUses(source, terms);
  if (energy === undefined && terms.energy.length > 0) {
    const carriers = terms.energy.map(({ carrier, unit }) => `${carrier} in ${unit}`).join(", ");
    return missing("no-factor", `No factor table has a row for the energy that handling used: ${carriers}.`.slice(0, 500));
  }
  const unused = goodsWithoutEnergy(terms);
  if (unused !== undefined) return missing("unreadable", unused);
  const query = { hub: terms.hub ?? "average", ...(terms.refrigerated === undefined ? {} : { refrigerated: terms.refrigerated }) };
  const found = energy === undefined ? findHubFactor(source.factors, query) : undefined;
  const calculation: HubOperation["calculation"] | undefined =
    energy !== undefined
      ? { data: "primary", energy, throughputGrams: String(terms.loadGrams ?? grams) }
      : found && { data: "default", factor: found.reference };
  if (calculation === undefined)
    return missing("no-hub-data", "Nobody says what handling the goods here used, and no factor is known for it.");
  const element: HubOperation = {
    ...{ id: frame.id, kind: "hub", subject: frame.subject, massGrams: String(grams), at, calculation },
    ...{ operator: source.file.ownerOf(gln) ?? null, payer: null, ...flowOf(frame, units), evidence },
  };
  return plausible(source, frame, element, missing);
}

/**
 * What some facts say of a hub, and of no mode, for then they speak of a transport: the first with an amount of energy, which goes before a class
 * that only averages; else the first that names one, or its goods.
 */
function hubTerms(facts: readonly Fact[]): TransportTerms {
  const terms = facts.map(({ event }) => transportTermsIn(event)).filter(({ mode, unknownMode }) => mode === null && unknownMode === null);
  const says = ({ hub, energy, loadGrams, unreadable: stated }: TransportTerms) =>
    hub !== null || energy.length > 0 || loadGrams !== null || stated.length > 0;
  const told = terms.filter(says);
  return told.find(({ energy, unreadable: stated }) => energy.length > 0 || stated.length > 0) ?? told[0] ?? transportTermsIn({});
}
