import { expect } from "chai";
import { figure, isFailure } from "../../../scripts/bench/figure.ts";
import { table } from "../../../scripts/bench/table.ts";

describe("a figure", () => {
  const rate = { figure: "rate", value: 70, unit: "events/s", bound: "at least" as const };

  it("may not exceed a goal that is a most, nor fall below one that is a least", () => {
    expect(figure({ figure: "time", value: 2, unit: "s", goal: 2 }).ok).to.equal(true);
    expect(figure({ figure: "time", value: 2.1, unit: "s", goal: 2 }).ok).to.equal(false);
    expect(figure({ ...rate, goal: 70 }).ok).to.equal(true);
    expect(figure({ ...rate, goal: 71 }).ok).to.equal(false);
  });

  it("is judged by its ratio to the reference of the same run", () => {
    const reference = { value: 100, name: "ceiling" };
    expect(figure({ ...rate, reference, ratioGoal: 0.7 })).to.include({ ratio: 0.7, ok: true });
    expect(figure({ ...rate, reference, ratioGoal: 0.71 }).ok).to.equal(false);
  });

  it("that a committed one is held to shows a missed goal as missed, and does not fail the run", () => {
    const known = figure({ figure: "handover", value: 39_931, unit: "gas", goal: 39_300, isHeldElsewhere: true });
    expect([known.ok, isFailure(known), isFailure({ ...known, isHeldElsewhere: false })]).to.deep.equal([false, false, true]);
    expect(table([known])).to.contain("✗ missed");
  });

  it("with a goal that could not be measured has missed it, and says why", () => {
    const missing = figure({ figure: "time", value: NaN, unit: "s", goal: 2, note: "it ended" });
    expect(missing.ok).to.equal(false);
    expect(table([missing])).to.match(/time +– +s +≤ 2 +✗ missed it ended$/m);
  });
});
