import { sumOf, compareAmounts } from "../findings/amount.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { type Measure, measureOf } from "../measures/units.ts";

/** One event's word on what a unit holds: a child of an aggregation or association. */
export interface Move {
  unit: string;
  /** Null where an event takes everything out (EPCIS 2.0, section 7.4.3). */
  content: string | null;
  kind: "aggregation" | "association";
  action: "ADD" | "OBSERVE" | "DELETE";
  /** Milliseconds since 1970. */
  at: number;
  /** Which event says so: two statements about one event are one move. */
  event: string;
  /** Order of capture; decides between moves of one moment. */
  sequence: number;
  /** As written; null for a single thing and where the event leaves it open. */
  quantity: string | null;
  uom: string | null;
}

/** A time during which a unit held the same amount of something. */
export interface Span {
  unit: string;
  content: string;
  kind: Move["kind"];
  /** Null when nobody said when it was put in: only that it was there, or was taken out. */
  since: number | null;
  /** Null while it is inside. */
  until: number | null;
  /** In the unit of measure that its kind is compared in; null when unknown, or for a single thing. */
  amount: { value: string; uom: string | null } | null;
  /** The move that began it, and the one that ended it. */
  begunBy: Move | null;
  endedBy: Move | null;
}

/** True for an event that takes out whatever a unit holds: it names no contents (EPCIS 2.0, section 7.4.3). */
export function takesAllOut(event: JsonObject): boolean {
  return (
    event.action === "DELETE" && ["childEPCs", "childQuantityList"].every((name) => !Array.isArray(event[name]) || event[name].length === 0)
  );
}

/** What is open of one content, by unit of measure: cases and kilograms of one lot are counted apart. */
type Inside = Map<string, Span>;

/**
 * What units held, and when. An event that was declared in error is to be left out by the caller. A thing that was seen inside and never
 * put in is inside from then on; one that was taken out and never put in was inside until then. A second ADD of a single thing changes
 * nothing; amounts of a lot add up. A lot that is taken out without an amount is out; what was put in without one is in until all of it
 * is taken out. Whatever the order that the moves come in, the same spans come out.
 *
 * @example
 * spansOf([{ unit, content, kind: "aggregation", action: "ADD", at: 0, event, sequence: 1, quantity: "25", uom: "CS" }])[0]?.amount; // { value: "25", uom: "CS" }
 */
export function spansOf(moves: readonly Move[]): Span[] {
  const done: Span[] = [];
  const holders = new Map<string, Map<string, Inside>>();
  for (const move of inOrder(moves)) {
    const contents = madeIn(holders, `${move.kind} ${move.unit}`, () => new Map<string, Inside>());
    if (move.content !== null) {
      apply(
        { ...move, content: move.content },
        madeIn(contents, move.content, () => new Map()),
        done,
      );
    } else {
      for (const inside of contents.values()) endAll(inside, move, done);
    }
  }
  return [...done, ...[...holders.values()].flatMap((contents) => [...contents.values()].flatMap((inside) => [...inside.values()]))];
}

/** True when something was inside at a moment; at the moment of being taken out it is out. */
export function covers({ since, until }: Pick<Span, "since" | "until">, at: number): boolean {
  return (since === null || since <= at) && (until === null || at < until);
}

function apply(move: Move & { content: string }, inside: Inside, done: Span[]): void {
  const amount = amountOf(move);
  const before = inside.get(amount?.unit ?? "");
  if (move.action === "DELETE") takeOut(move, amount, inside, done);
  else if (inside.size === 0 || (move.action === "ADD" && before === undefined)) inside.set(amount?.unit ?? "", begun(move, amount));
  else if (move.action === "ADD" && before && before.amount !== null && amount !== null)
    change(before, move, amount, sumOf([before.amount.value, amount.number]), inside, done);
}

function takeOut(move: Move & { content: string }, amount: Measure | null, inside: Inside, done: Span[]): void {
  const before = inside.get(amount?.unit ?? "");
  if (amount === null && inside.size > 0) endAll(inside, move, done);
  else if (before === undefined || before.amount === null || amount === null)
    done.push(ended({ ...begun(move, amount), since: null, begunBy: null }, move));
  else change(before, move, amount, sumOf([before.amount.value, `-${amount.number}`]), inside, done);
}

/** From one amount to another; nothing, or less, is the end. */
function change(before: Span, move: Move & { content: string }, by: Measure, total: string, inside: Inside, done: Span[]): void {
  done.push(ended(before, move));
  if (compareAmounts(total, "0") > 0) inside.set(by.unit, begun(move, { number: total, unit: by.unit }));
  else inside.delete(by.unit);
}

function endAll(inside: Inside, move: Move, done: Span[]): void {
  for (const span of inside.values()) done.push(ended(span, move));
  inside.clear();
}

function begun(move: Move & { content: string }, amount: Measure | null): Span {
  const { unit, content, kind, at } = move;
  return {
    ...{ unit, content, kind, since: at, until: null, begunBy: move, endedBy: null },
    amount: amount === null ? null : { value: amount.number, uom: amount.unit === "" ? null : amount.unit },
  };
}

function ended(span: Span, move: Move): Span {
  return { ...span, until: move.at, endedBy: move };
}

function amountOf({ quantity, uom }: Move): Measure | null {
  return quantity === null ? null : (measureOf(quantity, uom ?? "") ?? null);
}

function inOrder(moves: readonly Move[]): Move[] {
  const once = new Map<string, Move>();
  for (const move of moves.toSorted((a, b) => a.sequence - b.sequence)) {
    const key = [move.event, move.unit, move.content, move.kind, move.quantity, move.uom].join(" ");
    if (!once.has(key)) once.set(key, move);
  }
  return [...once.values()].sort((a, b) => a.at - b.at);
}

function madeIn<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
