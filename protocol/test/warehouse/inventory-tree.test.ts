import { expect } from "chai";
import fc from "fast-check";
import { compareInventory, UnusableAnswer, type InventoryDifference } from "../../src/warehouse/compare-inventory.ts";
import { inventoryKey, inventoryTree, type InventoryTree } from "../../src/warehouse/inventory-tree.ts";
import { rangesAnswer, type InventoryItem, type RangesAnswer } from "../../src/schemas/warehouse/inventory.ts";

const GTINS = ["09506000134352", "09506000134369", "09506000134376"];

/** Items without two of one key. */
const items = fc.uniqueArray(
  fc.record({
    gtin: fc.constantFrom(...GTINS),
    lot: fc.option(fc.constantFrom(...Array.from({ length: 60 }, (_, n) => `L${n}`))),
    expiry: fc.option(fc.constantFrom("2027-01-31", "2028-06-30")),
    onHand: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: inventoryKey, maxLength: 200, size: "max" },
);

const answerOf = (tree: InventoryTree, prefixes: readonly string[]): RangesAnswer =>
  rangesAnswer.parse({ sequence: 7, ranges: prefixes.map((prefix) => ({ prefix, ...tree.below(prefix) })) });

function compare(
  ours: InventoryTree,
  answer: (prefixes: string[]) => RangesAnswer,
): { differences: InventoryDifference[]; questions: number } {
  const comparing = compareInventory(ours);
  let questions = 0;
  let step = comparing.next();
  for (; !step.done; questions++) step = comparing.next(answer(step.value));
  return { differences: step.value, questions };
}

const many = (count: number): InventoryItem[] =>
  Array.from({ length: count }, (_, n) => ({
    gtin: GTINS[n % 3] ?? "",
    lot: `L${n}`,
    expiry: n % 2 ? "2027-01-31" : null,
    onHand: 1 + (n % 9),
  }));

describe("the tree of an inventory", () => {
  it("is the same in whatever order, and without what is not on hand", () => {
    fc.assert(
      fc.property(items, (all) => {
        const tree = inventoryTree(all);
        expect(inventoryTree([...all].reverse()).hashOf("")).to.equal(tree.hashOf(""));
        expect(inventoryTree(all.filter(({ onHand }) => onHand > 0)).hashOf("")).to.equal(tree.hashOf(""));
      }),
    );
    expect(inventoryTree([]).hashOf("")).to.equal("");
  });

  it("is the same whether it was made at once or changed item by item", () => {
    fc.assert(
      fc.property(items, items, (first, changes) => {
        const changed = inventoryTree(first);
        // Asked before, so that there are hashes to be made anew.
        changed.hashOf("");
        for (const item of changes) changed.put(item);
        const all = new Map([...first, ...changes].map((item) => [inventoryKey(item), item]));
        const made = inventoryTree([...all.values()]);
        expect(changed.hashOf("")).to.equal(made.hashOf(""));
        expect(changed.below("")).to.deep.equal(made.below(""));
      }),
    );
  });

  it("leads to every item that two sides hold differently, and to no other", () => {
    fc.assert(
      fc.property(items, items, (mine, others) => {
        const theirs = inventoryTree(others);
        const { differences } = compare(inventoryTree(mine), (prefixes) => answerOf(theirs, prefixes));
        const numbers = (all: readonly InventoryItem[]) =>
          new Map(all.filter(({ onHand }) => onHand > 0).map((one) => [inventoryKey(one), one.onHand]));
        const [here, there] = [numbers(mine), numbers(others)];
        const expected = [...new Set([...here.keys(), ...there.keys()])]
          .map((key) => ({ key, ours: here.get(key) ?? 0, theirs: there.get(key) ?? 0 }))
          .filter(({ ours, theirs }) => ours !== theirs);
        const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
        expect(differences.map(({ ours, theirs, ...key }) => ({ key: inventoryKey(key), ours, theirs })).sort(byKey)).to.deep.equal(
          expected.sort(byKey),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("finds one of many thousand that differs by four questions at most, and nothing by one", () => {
    const all = many(10_000);
    const theirs = inventoryTree(all);
    const drifted = inventoryTree(all.map((item, n) => (n === 4_321 ? { ...item, onHand: 100 } : item)));
    const found = compare(drifted, (prefixes) => answerOf(theirs, prefixes));
    expect(found.differences.map(({ lot, ours }) => [lot, ours])).to.deep.equal([["L4321", 100]]);
    expect(found.questions).to.be.at.most(4);
    expect(compare(inventoryTree(all), (prefixes) => answerOf(theirs, prefixes))).to.deep.equal({ differences: [], questions: 1 });
  });

  it("fetches all where nothing is known yet", () => {
    const theirs = inventoryTree(many(3_000));
    const { differences, questions } = compare(inventoryTree([]), (prefixes) => answerOf(theirs, prefixes));
    expect(differences).to.have.length(3_000);
    expect(questions).to.be.lessThan(20);
  });

  it("does not go on with answers that do not fit the question", () => {
    const ours = inventoryTree(many(100));
    const stranger = { gtin: GTINS[0] ?? "", lot: "STRANGER", expiry: null, onHand: 1 };
    const hashes = Array.from({ length: 16 }, (_, n) => String(n));
    const answers: Record<string, (prefixes: string[]) => RangesAnswer> = {
      nothing: () => ({ sequence: 1, ranges: [] }),
      "neither hashes nor items": (prefixes) => ({ sequence: 1, ranges: prefixes.map((prefix) => ({ prefix })) }),
      "an item twice": (prefixes) => ({ sequence: 1, ranges: prefixes.map((prefix) => ({ prefix, items: [stranger, stranger] })) }),
      "an item of elsewhere": (prefixes) => ({
        sequence: 1,
        ranges: prefixes.map((prefix) => (prefix === "" ? { prefix, hashes } : { prefix, items: [stranger] })),
      }),
      "hashes without end": (prefixes) => ({ sequence: 1, ranges: prefixes.map((prefix) => ({ prefix, hashes })) }),
    };
    for (const [title, answer] of Object.entries(answers)) expect(() => compare(ours, answer), title).to.throw(UnusableAnswer);
  });
});
