import { openCase } from "../../findings/case-file.ts";
import type { Subject } from "../../schemas/primitives.ts";
import {
  type Allocation,
  type ChainElement,
  type Evidence,
  MAX_ELEMENTS,
  type MissingElement,
  type TransportChain,
} from "../transport-chain.ts";
import { hubElement, type Stay } from "./hub-element.ts";
import { type Built, type ElementFrame, handoverOf, legElement } from "./leg-element.ts";
import { type Leg, most, type Travels, travelsOf } from "./legs.ts";
import { type LotMass, lotMassOf } from "./lot-mass.ts";
import { type Making, makingsOf } from "./made-from.ts";
import { type ChainSource, evidenceOf, type OpenSource, placeOf, productEvidence } from "./source.ts";
import { contentsGrams, windowsOf } from "./windows.ts";

/** Makings one after the other; longer chains exist, and what is beyond is named as missing. */
const MAX_DEPTH = 12;
/** Ways by which ingredients flow into the goods: where everything is made from everything there are far more than anybody reads. */
const MAX_WAYS = 1_000;

/**
 * The transport chain of a lot, serial or logistic unit, from statements about it and about all that it was made from and travelled in. A lot
 * bears what its ingredients bore, by mass; a unit only its own ways. What statements lack is named.
 *
 * @param at The moment that counts as now.
 */
export function transportChainFrom(source: ChainSource, subject: Subject, at: Date): TransportChain {
  const open: OpenSource = { ...source, file: openCase(source.statements, { places: source.places }) };
  const chain: Gathered = { elements: [], missing: [], at, ways: 0, known: new Map() };
  const isUnit = /\/00\/\d{18}$/.test(subject);
  const lot = isUnit ? undefined : lotMassOf(open, subject);
  const grams = isUnit ? contentsGrams(open.file, subject, open.products) : lot?.grams;
  gather(open, chain, { subject, grams, allocations: [], path: [] });
  const elements = chain.elements.slice(0, MAX_ELEMENTS);
  if (elements.length < chain.elements.length)
    lack(chain, { subject }, "too-large", `More than ${MAX_ELEMENTS} transports and stays belong to these goods.`);
  return {
    subject,
    massGrams: grams === undefined ? null : String(grams),
    units: unitsOf(lot),
    massEvidence: massEvidence(open, subject, lot),
    ...{ elements, missing: eachOnce(chain.missing).slice(0, MAX_ELEMENTS), preceding: null },
  };
}

/** What goods lack, they lack on all ways by which they flow in. */
function eachOnce(missing: readonly MissingElement[]): MissingElement[] {
  return [
    ...new Map(missing.map((one) => [JSON.stringify([one.reason, one.subject, one.what, one.from?.gln, one.to?.gln]), one])).values(),
  ];
}

interface Gathered {
  elements: ChainElement[];
  missing: MissingElement[];
  at: Date;
  /** How many ways were followed. */
  ways: number;
  /** What statements say of goods, worked out once for all ways that lead through them. */
  known: Map<Subject, Known>;
}

interface Known {
  lot: LotMass | undefined;
  makings: Making[];
  travels: Travels;
}

interface Goods {
  subject: Subject;
  grams: bigint | undefined;
  /** How they flow into the goods asked about. */
  allocations: Allocation[];
  /** What led here, so that circles end. */
  path: readonly Subject[];
}

function gather(source: OpenSource, chain: Gathered, goods: Goods): void {
  if (++chain.ways > MAX_WAYS || chain.elements.length >= MAX_ELEMENTS) {
    if (chain.missing.some(({ reason }) => reason === "too-large")) return;
    return lack(chain, goods, "too-large", "These goods flow in by more ways than are followed.");
  }
  const { makings, travels } = knownOf(source, chain, goods.subject);
  for (const making of makings) gatherInputs(source, chain, goods, making);
  const { legs, unexplained, isWithoutOrigin } = travels;
  if (isWithoutOrigin) lack(chain, goods, "no-origin", "Nobody says where these goods came into being, and how they came from there.");
  for (const stop of stopsOf(legs, source, goods)) {
    const frame: ElementFrame = { ...goods, became: goods.path.slice(1).reverse(), id: `e${chain.elements.length + 1}`, at: chain.at };
    keep(chain, "leg" in stop ? legElement(source, frame, stop.leg, goods.grams) : hubElement(source, frame, stop));
  }
  for (const { gln, facts } of unexplained) {
    const place = placeOf(source, gln);
    const what = `The goods were at ${place.name ?? gln}, and nobody says that they were sent there, or how.`;
    chain.missing.push({
      reason: "no-transport-reported",
      subject: goods.subject,
      from: null,
      to: place,
      what,
      evidence: evidenceOf(facts, "/readPoint"),
    });
  }
  lackArrivals(source, chain, goods, legs);
}

function knownOf(source: OpenSource, { known }: Gathered, subject: Subject): Known {
  const found = known.get(subject);
  if (found !== undefined) return found;
  const windows = windowsOf(source.file, subject, source.products);
  const made = { lot: lotMassOf(source, subject), makings: makingsOf(source, subject), travels: travelsOf(source, subject, windows) };
  known.set(subject, made);
  return made;
}

/** Legs in order, each stay before the leg that ends it. */
function stopsOf(legs: readonly Leg[], { file }: OpenSource, { subject, grams }: Goods): ({ leg: Leg } | Stay)[] {
  const stayed = new Set<string>();
  return legs.flatMap((leg) => {
    const gln = leg.from;
    if (gln === undefined || stayed.has(gln) || !legs.some(({ to }) => to === gln)) return [{ leg }];
    stayed.add(gln);
    const facts = [subject, leg.moved.unit].flatMap((one) => file.about(one)).filter(({ place }) => place === gln);
    const leaving = legs.filter(({ from }) => from === gln);
    const handled = leaving.map((one) => one.grams ?? grams).reduce(most, undefined);
    const units = leaving.every(({ moved }) => moved === leg.moved) ? leg.moved.units : [];
    return [{ gln, facts: [...new Set(facts)], grams: handled, units }, { leg }];
  });
}

function gatherInputs(source: OpenSource, chain: Gathered, goods: Goods, { facts, inputs, share, otherwise }: Making): void {
  const evidence = evidenceOf(facts, "/inputQuantityList, /outputQuantityList");
  const outputs = facts.flatMap((fact) => [...(fact.roles.get("output") ?? [])]);
  if (otherwise.length > 0) {
    const what = `There are ${otherwise.length + 1} accounts of how these goods were made; that of the place's owner, or the largest, was used.`;
    lack(chain, goods, "contested", what, evidenceOf([...facts, ...otherwise], "/inputQuantityList, /outputQuantityList"));
  }
  if (share === undefined)
    return lack(chain, goods, "no-share", "Several goods were made together, and nobody states what each weighs.", evidence);
  for (const { subject, grams } of inputs) {
    const input = { subject, grams: knownOf(source, chain, subject).lot?.grams ?? grams, path: [...goods.path, goods.subject] };
    if (goods.path.includes(subject) || input.path.length > MAX_DEPTH) {
      lack(
        chain,
        { ...goods, subject },
        "too-large",
        "What these goods were made from is told in a circle, or in more steps than are followed.",
        evidence,
      );
      continue;
    }
    if (grams === undefined || input.grams === undefined) {
      lack(chain, { ...goods, subject }, "no-mass", "Nobody states what was used of these goods weighs.", evidence);
      continue;
    }
    if (grams > input.grams) lack(chain, { ...goods, subject }, "contested", "More was used of these goods than there was.", evidence);
    const used = grams > input.grams ? input.grams : grams;
    const weighed = (subjects: Iterable<string>) => [...evidence, ...productEvidence(source, subjects)];
    const allocations = [
      allocationOf(used, input.grams, "of the ingredient was used", weighed([subject])),
      ...(share === null ? [] : [allocationOf(share.part, share.whole, "of what was made", weighed(outputs))]),
      ...goods.allocations,
    ];
    gather(source, chain, { ...input, allocations });
  }
}

function allocationOf(part: bigint, whole: bigint, what: string, evidence: Allocation["evidence"]): Allocation {
  return { by: "mass", partGrams: String(part), wholeGrams: String(whole), what: `${part} g of ${whole} g ${what}`, evidence };
}

/** Goods that are on their way, and more goods sent to a place than there are. */
function lackArrivals(source: OpenSource, chain: Gathered, goods: Goods, legs: readonly Leg[]): void {
  for (const leg of legs.filter(({ arrival, to }) => arrival === undefined && to !== undefined)) {
    // A unit whose custody its receiver took over has arrived.
    if (handoverOf(source, leg) !== undefined) continue;
    const to = placeOf(source, leg.to ?? "");
    const what = `Nobody says that the goods arrived at ${to.name ?? leg.to}.`;
    chain.missing.push({
      reason: "no-arrival-reported",
      subject: goods.subject,
      from: null,
      to,
      what,
      evidence: evidenceOf(leg.sent, "/destinationList"),
    });
  }
  const { grams } = goods;
  if (grams === undefined) return;
  for (const [gln, sent] of Map.groupBy(
    legs.filter(({ to }) => to !== undefined),
    ({ to }) => to ?? "",
  )) {
    if (sent.reduce((sum, leg) => sum + (leg.grams ?? grams), 0n) <= grams) continue;
    const facts = sent.flatMap((leg) => leg.sent);
    const what = `More goods were sent to ${placeOf(source, gln).name ?? gln} than there are; all of it is counted.`;
    lack(chain, goods, "contested", what, evidenceOf(facts, "/quantityList"));
  }
}

function lack(
  chain: Gathered,
  { subject }: Pick<Goods, "subject">,
  reason: MissingElement["reason"],
  what: string,
  evidence: MissingElement["evidence"] = [],
): void {
  chain.missing.push({ reason, subject, from: null, to: null, what, evidence });
}

function keep(chain: Gathered, built: Built): void {
  if ("element" in built) chain.elements.push(built.element);
  else chain.missing.push(built.missing);
}

/** What says how much there is of a lot, or what a unit holds. */
function massEvidence(source: OpenSource, subject: Subject, lot: LotMass | undefined): Evidence[] {
  if (lot !== undefined) return [...evidenceOf(lot.facts, "/quantityList, /outputQuantityList"), ...productEvidence(source, [subject])];
  const packing = source.file.about(subject).filter((fact) => fact.action === "ADD" && fact.roles.get("parent")?.has(subject));
  const contents = packing.flatMap((fact) => fact.subjects.flatMap((item) => (item.subject === subject ? [] : item.subject)));
  return [...evidenceOf(packing, "/childQuantityList"), ...productEvidence(source, contents)];
}

function unitsOf(lot: LotMass | undefined): TransportChain["units"] {
  const units = lot?.units;
  if (units == null) return null;
  return { count: String(units.count), uom: units.uom, pieces: String(units.pieces) };
}
