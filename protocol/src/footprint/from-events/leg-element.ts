import type { Fact } from "../../findings/fact.ts";
import type { Address, Subject } from "../../schemas/primitives.ts";
import { checkChain } from "../check-chain.ts";
import { directMetres, transportDistanceOf } from "../distance.ts";
import type { TransportRow } from "../factor-table.ts";
import { findEnergyFactor, findTransportFactor } from "../factors.ts";
import type { Allocation, ChainElement, EnergyUse, FactorReference, MissingElement, TransportChainElement } from "../transport-chain.ts";
import { MAX_UNITS, TELLS_OF_TRANSPORT } from "../transport-chain.ts";
import type { Leg } from "./legs.ts";
import { evidenceOf, MAX_EVIDENCE, type Handover, type OpenSource, placeOf, productEvidence } from "./source.ts";
import { transportTermsIn, type TransportTerms } from "./terms.ts";

/** What every element of some goods shares. */
export interface ElementFrame {
  id: string;
  subject: Subject;
  allocations: Allocation[];
  /** What the goods became a part of, in order. */
  became: readonly Subject[];
  /** Moment that counts as now. */
  at: Date;
}

/** What became of a leg or stay: an element that can be computed, or the reason why it cannot. */
export type Built = { element: ChainElement } | { missing: MissingElement };

/** A leg as an element of the chain, by the best data that statements have. */
export function legElement(source: OpenSource, frame: ElementFrame, leg: Leg, lotGrams: bigint | undefined): Built {
  const facts = [...leg.sent, ...(leg.arrival === undefined || leg.sent.includes(leg.arrival) ? [] : [leg.arrival])];
  const [from, to] = [leg.from, leg.to].map((gln) => (gln === undefined ? null : placeOf(source, gln)));
  const missing = (reason: MissingElement["reason"], what: string): Built => ({
    missing: { reason, subject: frame.subject, from: from ?? null, to: to ?? null, what, evidence: evidenceOf(facts, "/bizStep") },
  });
  // All of them name the transport: one that is left out could be claimed a second time by the rest.
  if (new Set(facts.map(({ commitment }) => commitment)).size > MAX_EVIDENCE)
    return missing("too-large", `More than ${MAX_EVIDENCE} statements tell of this transport.`);
  const terms = transportTerms(facts);
  const grams = leg.grams ?? lotGrams;
  if (from == null || to == null) return missing("no-arrival-reported", "The goods were sent away, and nobody says where they went.");
  if (terms.mode === null) {
    const what =
      terms.unknownMode === null ? "Nobody says by which mode" : `"${terms.unknownMode.slice(0, 40)}" is no mode of transport by which`;
    return missing("no-mode", `${what} the goods were carried.`);
  }
  if (terms.unreadable.length > 0) return missing("unreadable", unreadable(terms));
  if (grams === undefined) return missing("no-mass", "Nobody states what the goods weigh.");
  const query = { mode: terms.mode, vehicle: terms.vehicle, fuel: terms.fuel, refrigerated: terms.refrigerated };
  const found = findTransportFactor(source.factors, query);
  const energy = energyUses(source, terms);
  // What was measured is never dropped for an average: then nobody would see that it was stated.
  if (energy === undefined && (found === undefined || terms.energy.length > 0))
    return missing("no-factor", `No factor table has a row for this: ${wordsOf(terms)}.`);
  const unused = energy === undefined ? (goodsWithoutEnergy(terms) ?? unusedLoad(terms, found?.row)) : undefined;
  if (unused !== undefined) return missing("unreadable", unused);
  const basis = found?.row.distance ?? { basis: "sfd" as const };
  const distance = transportDistanceOf({ mode: terms.mode, from, to, statedMetres: terms.distanceMetres, basis });
  if (distance === undefined) {
    const why = directMetres(from, to) === undefined ? "the coordinates of a place are not known" : "both places have the same coordinates";
    return missing("no-coordinates", `Nobody states a distance, and ${why}.`);
  }
  const element: TransportChainElement = {
    ...{ id: frame.id, kind: "transport", subject: frame.subject, massGrams: String(grams), mode: terms.mode, from, to, distance },
    ...partiesOf(source, leg),
    operator: source.file.ownerOf(terms.carrier) ?? null,
    payer: null,
    departedAt: leg.sent.find((fact) => fact.isShipment)?.timeText ?? null,
    arrivedAt: arrivedAt(leg),
    calculation: calculationOf(terms, grams, found, energy),
    ...flowOf(frame, leg.moved.units),
    evidence: evidenceIn(source, frame.subject, leg, facts),
  };
  element.payer = terms.paidBy === null ? null : ((terms.paidBy === "shipper" ? element.shipper : element.receiver) as Address | null);
  return plausible(source, frame, element, missing);
}

/** How the goods of an element belong to the goods asked about, and what else they were part of. */
export function flowOf({ allocations, became }: ElementFrame, units: readonly Subject[]) {
  return { allocations, units: units.slice(0, MAX_UNITS), became: [...became] };
}

/** What cannot be true is named as missing, so that it neither counts nor hides all the rest. */
export function plausible(
  source: OpenSource,
  { subject, at }: ElementFrame,
  element: ChainElement,
  missing: (reason: MissingElement["reason"], what: string) => Built,
): Built {
  const chain = { subject, massGrams: null, units: null, elements: [element], missing: [], preceding: null };
  const [problem] = checkChain(chain, source.factors, at);
  return problem === undefined
    ? { element }
    : missing("contradiction", `${problem.pointer.split("/").at(-1)} ${problem.message}.`.slice(0, 500));
}

/** Energy with its factors; undefined when none was measured, or one of its carriers has no factor. */
export function energyUses({ factors }: OpenSource, { energy }: TransportTerms): EnergyUse[] | undefined {
  const uses = energy.map(({ carrier, unit, milliunits }) => {
    const found = findEnergyFactor(factors, { carrier, unit });
    return found && { factor: found.reference, milliunits: String(milliunits) };
  });
  return uses.length > 0 && uses.every((use) => use !== undefined) ? uses : undefined;
}

/** What some facts say of a transport: the first that names a mode. */
function transportTerms(facts: readonly Fact[]): TransportTerms {
  const terms = facts.map(({ event }) => transportTermsIn(event));
  return terms.find(({ mode, unknownMode }) => mode !== null || unknownMode !== null) ?? transportTermsIn({});
}

function calculationOf(
  terms: TransportTerms,
  grams: bigint,
  found: { reference: FactorReference; row: TransportRow } | undefined,
  energy: EnergyUse[] | undefined,
): TransportChainElement["calculation"] {
  // Goods whose share of a trip nobody states bear all of it.
  if (energy !== undefined) return { data: "primary", energy, loadGrams: String(terms.loadGrams ?? grams) };
  if (found === undefined) throw new Error("a leg without factor and energy is missing");
  if (terms.loadPercent === null || found.row.vehicleModel === undefined) return { data: "default", factor: found.reference };
  return { data: "modelled", factor: found.reference, loadPercent: terms.loadPercent, emptyPercent: terms.emptyPercent ?? 0 };
}

/** Who sent and who took in: owners of the places, or else who tells of it. */
function partiesOf({ file }: OpenSource, leg: Leg): Pick<TransportChainElement, "shipper" | "receiver"> {
  const shipper = file.ownerOf(leg.from) ?? leg.sent.find((fact) => fact.isShipment)?.account ?? null;
  return { shipper, receiver: file.ownerOf(leg.to) ?? leg.arrival?.account ?? null };
}

/** A handover on chain between the two parties of a leg: both signed that the unit changed hands. */
export function handoverOf(source: OpenSource, leg: Leg): Handover | undefined {
  const { shipper, receiver } = partiesOf(source, leg);
  return source.handovers.get(leg.moved.unit)?.find(({ from, to }) => from === shipper && to === receiver);
}

/** Arrivals before the departure, and times at midnight, which may mean the day, say nothing of when. */
function arrivedAt({ sent, arrival }: Leg): string | null {
  const departed = sent.find((fact) => fact.isShipment);
  return arrival === undefined || (departed !== undefined && arrival.time < departed.time) ? null : arrival.timeText;
}

function evidenceIn(source: OpenSource, subject: Subject, leg: Leg, facts: readonly Fact[]) {
  const packing = source.file.facts.filter(({ eventHash }) => leg.moved.packedBy.includes(eventHash));
  const places = { statement: null, says: "master data: coordinates of places" };
  const told = evidenceOf(facts, TELLS_OF_TRANSPORT);
  const handover = handoverOf(source, leg);
  const custody =
    handover === undefined
      ? []
      : [{ statement: null, says: `custody handed over by both parties in transaction ${handover.transactionHash}` }];
  return [...told, ...evidenceOf(packing, "/childQuantityList"), ...custody, places, ...productEvidence(source, [subject])];
}

/** What is stated and is no amount is never taken for silence: a guess in its place would hide that somebody mixed up a unit. */
export function unreadable(terms: Pick<TransportTerms, "unreadable">): string {
  return `What is stated is no amount with a unit within the limits: ${terms.unreadable.join(", ")}.`.slice(0, 500);
}

/** Why all goods that are stated, on board or in a store, do not say what was emitted: they share energy, and nobody states it. */
export function goodsWithoutEnergy({ loadGrams, energy }: Pick<TransportTerms, "loadGrams" | "energy">): string | undefined {
  if (loadGrams === null || energy.length > 0) return undefined;
  return `All goods (load, ${loadGrams} g) are stated, and not the energy that they shared.`;
}

/** Why a load or empty kilometres that are stated do not say what was emitted. */
function unusedLoad({ loadPercent, emptyPercent }: TransportTerms, row: TransportRow | undefined): string | undefined {
  if (loadPercent === null) {
    return emptyPercent === null ? undefined : `Empty kilometres (${emptyPercent} %) are stated, and not the load (loadPercent) with them.`;
  }
  return row?.vehicleModel === undefined
    ? `A load of ${loadPercent} % is stated, and the factor for this does not say what its vehicle emits when empty and when full.`
    : undefined;
}

function wordsOf({ mode, vehicle, fuel, refrigerated, energy }: TransportTerms): string {
  const carriers = energy.map(({ carrier, unit }) => `${carrier} in ${unit}`);
  return [mode, vehicle, fuel, refrigerated ? "refrigerated" : undefined, ...carriers].filter(Boolean).join(", ").slice(0, 300);
}
