import { expect } from "chai";
import fc from "fast-check";
import { covers, type Move, type Span, spansOf } from "../../src/trace/spans.ts";

const UNIT = "pallet";
let count = 0;

function move(at: number, action: Move["action"], content: string | null, amount?: [quantity: string, uom: string | null]): Move {
  const sequence = ++count;
  const [quantity, uom] = amount ?? [null, null];
  return { unit: UNIT, content, kind: "aggregation", action, at, event: `event ${sequence}`, sequence, quantity, uom };
}

/** `[content, since, until, amount]` of each, by time. */
function told(spans: readonly Span[]) {
  return spans
    .map(({ content, since, until, amount }) => [
      content,
      since,
      until,
      amount === null ? null : `${amount.value} ${amount.uom ?? ""}`.trim(),
    ])
    .sort((a, b) => Number(a[1] ?? -1) - Number(b[1] ?? -1) || (String(a) < String(b) ? -1 : 1));
}

describe("what a unit held", () => {
  it("begins when it was put in and ends when it was taken out", () => {
    const [span] = spansOf([move(1, "ADD", "serial"), move(5, "DELETE", "serial")]);
    expect(told([span as Span])).to.deep.equal([["serial", 1, 5, null]]);
    expect([0, 1, 4, 5].map((at) => covers(span as Span, at))).to.deep.equal([false, true, true, false]);
    expect([span?.begunBy?.at, span?.endedBy?.at]).to.deep.equal([1, 5]);
  });

  it("is all taken out by an event that names nothing", () => {
    const moves = [move(1, "ADD", "a"), move(2, "ADD", "b", ["3", "CS"]), move(4, "DELETE", null), move(6, "ADD", "a")];
    expect(told(spansOf(moves))).to.deep.equal([
      ["a", 1, 4, null],
      ["b", 2, 4, "3 CS"],
      ["a", 6, null, null],
    ]);
  });

  it("was there before it was taken out, since nobody knows when, if nobody put it in", () => {
    expect(told(spansOf([move(3, "DELETE", "a")]))).to.deep.equal([["a", null, 3, null]]);
    expect(covers({ since: null, until: 3 }, 2)).to.equal(true);
  });

  it("is there from when it was first seen, if nobody put it in; seeing it again changes nothing", () => {
    expect(told(spansOf([move(2, "OBSERVE", "a"), move(3, "OBSERVE", "a")]))).to.deep.equal([["a", 2, null, null]]);
    expect(told(spansOf([move(1, "ADD", "lot", ["5", "CS"]), move(2, "OBSERVE", "lot")]))).to.deep.equal([["lot", 1, null, "5 CS"]]);
  });

  it("adds up amounts of a lot across units of measure, and ends when nothing is left", () => {
    const moves = [
      move(1, "ADD", "lot", ["100", "KGM"]),
      move(2, "ADD", "lot", ["100", "LBR"]),
      move(3, "DELETE", "lot", ["45359.237", "GRM"]),
      move(4, "DELETE", "lot", ["100", "KGM"]),
    ];
    expect(told(spansOf(moves))).to.deep.equal([
      ["lot", 1, 2, "100 KGM"],
      ["lot", 2, 3, "145.359237 KGM"],
      ["lot", 3, 4, "100 KGM"],
    ]);
  });

  it("counts what does not convert apart: cases taken out leave the kilograms", () => {
    const moves = [move(1, "ADD", "lot", ["10", "KGM"]), move(2, "ADD", "lot", ["4", "CS"]), move(3, "DELETE", "lot", ["4", "CS"])];
    expect(told(spansOf(moves))).to.deep.equal([
      ["lot", 1, null, "10 KGM"],
      ["lot", 2, 3, "4 CS"],
    ]);
  });

  it("ends whole when a lot is taken out without an amount", () => {
    const moves = [move(1, "ADD", "lot", ["10", "KGM"]), move(2, "ADD", "lot", ["4", null]), move(3, "DELETE", "lot")];
    expect(spansOf(moves).every(({ until }) => until === 3)).to.equal(true);
  });

  it("counts an event once that two organisations report", () => {
    const first = move(1, "ADD", "lot", ["25", "CS"]);
    expect(told(spansOf([first, { ...first, sequence: 99 }]))).to.deep.equal([["lot", 1, null, "25 CS"]]);
  });

  it("keeps attached and packed things apart", () => {
    const attached: Move = { ...move(1, "ADD", "sensor"), kind: "association" };
    expect(told(spansOf([attached, move(2, "DELETE", null)]))).to.deep.equal([["sensor", 1, null, null]]);
  });

  const moves = fc
    .array(fc.record({ action: fc.constantFrom("ADD", "OBSERVE", "DELETE"), content: fc.constantFrom("a", "b", null) }), { maxLength: 14 })
    .map((list) =>
      list.map(({ action, content }, at) => (content === null ? move(at, "DELETE", null) : move(at, action as Move["action"], content))),
    );

  it("is at each moment what a replay of the events up to then says", () => {
    fc.assert(
      fc.property(moves, (list) => {
        const spans = spansOf(list);
        for (let at = -1; at <= list.length; at++) {
          const inside = new Set(spans.filter((span) => span.since !== null && covers(span, at)).map(({ content }) => content));
          expect(inside, `at ${at} of ${JSON.stringify(list)}`).to.deep.equal(replayed(list, at));
        }
      }),
    );
  });

  it("is the same whatever the order in which the events come", () => {
    const shuffled = moves.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(told(spansOf(other))).to.deep.equal(told(spansOf(list)));
      }),
    );
  });
});

function replayed(list: readonly Move[], until: number): Set<string> {
  const inside = new Set<string>();
  for (const { at, action, content } of list) {
    if (at > until) continue;
    if (content === null) inside.clear();
    else if (action === "DELETE") inside.delete(content);
    else inside.add(content);
  }
  return inside;
}
