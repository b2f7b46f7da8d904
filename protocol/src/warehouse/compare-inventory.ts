import type { InventoryItem, RangesAnswer } from "../schemas/warehouse/inventory.ts";
import { inventoryKey, type InventoryKey, type InventoryTree } from "./inventory-tree.ts";

/** Nodes in one question: what is below them stays well below a megabyte. */
const MAX_ASKED = 128;
/** A million items that all differ have as many nodes, and take half as many questions: who goes beyond that does not answer by a tree. */
const MAX_OPEN = 65_536;
const MAX_QUESTIONS = 1_000;
const DIGITS = [..."0123456789abcdef"];

/** An item of which the two sides hold different numbers. */
export interface InventoryDifference extends InventoryKey {
  ours: number;
  theirs: number;
  /** Theirs is what they held after the message of this number. */
  sequence: number;
}

/** The other side's answers do not fit what was asked. */
export class UnusableAnswer extends Error {
  override name = "UnusableAnswer";
}

/**
 * Compares our tree with another one from the root down: a generator of questions, each a list of prefixes, that is given the answer to each and
 * returns what differs. Where both stand still, that is all that differs; what changes meanwhile may be told with the numbers of two moments, each with its sequence.
 *
 * @throws {UnusableAnswer}
 * @example
 * const comparing = compareInventory(ours);
 * let step = comparing.next();
 * while (!step.done) step = comparing.next(await ask({ prefixes: step.value }));
 * step.value; // differences
 */
export function* compareInventory(ours: InventoryTree): Generator<string[], InventoryDifference[], RangesAnswer> {
  const differences: InventoryDifference[] = [];
  let open = [""];
  for (let question = 1; open.length > 0; question++) {
    if (question > MAX_QUESTIONS || open.length > MAX_OPEN) throw new UnusableAnswer("the warehouse answers with hashes without end");
    const asked = open.slice(0, MAX_ASKED);
    const { sequence, ranges } = yield asked;
    const answered = new Map(ranges.map((range) => [range.prefix, range]));
    const below: string[] = [];
    for (const prefix of asked) {
      const range = answered.get(prefix);
      if (range?.items) differences.push(...compareItems(ours, prefix, range.items, sequence));
      else if (range?.hashes && prefix.length < 8) below.push(...differingChildren(ours, prefix, range.hashes));
      else throw new UnusableAnswer(`the warehouse does not say what is below "${prefix}"`);
    }
    open = [...open.slice(MAX_ASKED), ...below];
  }
  return differences;
}

function differingChildren(ours: InventoryTree, prefix: string, hashes: readonly string[]): string[] {
  return DIGITS.map((digit) => prefix + digit).filter((child, index) => ours.hashOf(child) !== hashes[index]);
}

function compareItems(ours: InventoryTree, prefix: string, items: readonly InventoryItem[], sequence: number): InventoryDifference[] {
  const theirs = new Map(items.map((item) => [inventoryKey(item), item]));
  if (theirs.size !== items.length || [...theirs.keys()].some((key) => !key.startsWith(prefix)))
    throw new UnusableAnswer(`the warehouse has items below "${prefix}" that do not belong there`);
  const here = new Map(ours.itemsBelow(prefix).map((item) => [inventoryKey(item), item]));
  return [...new Map([...here, ...theirs])].flatMap(([key, { gtin, lot, expiry }]) => {
    const [had, has] = [here.get(key)?.onHand ?? 0, theirs.get(key)?.onHand ?? 0];
    return had === has ? [] : [{ gtin, lot, expiry, ours: had, theirs: has, sequence }];
  });
}
