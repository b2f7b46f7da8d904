import { expect } from "chai";
import { createEvaluator } from "./support/evaluator.ts";
import { parseExposition } from "./support/exposition.ts";
import { durationSeconds, parseExpression } from "./support/promql.ts";
import type { AlertRule } from "./support/rules.ts";

const rule = (expr: string, forSeconds = 0): AlertRule => ({ name: "Alert", expression: parseExpression(expr), forSeconds, runbook: "" });

/** Whether the alert fires after each scrape, one every 15 seconds. */
function follow(one: AlertRule, scrapes: readonly string[]): boolean[] {
  const evaluator = createEvaluator([one]);
  return scrapes.map((text, index) => {
    evaluator.push(index * 15, parseExposition(text));
    return evaluator.firing().length > 0;
  });
}

describe("the evaluator of alert rules", () => {
  it("reads the text format, labels and help lines included", () => {
    expect(parseExposition('# HELP a b\na 1\nb{x="y",z="q\\"r"} 2.5e3\nc +Inf\n')).to.deep.equal([
      { metric: "a", labels: {}, value: 1 },
      { metric: "b", labels: { x: "y", z: 'q\\"r' }, value: 2500 },
      { metric: "c", labels: {}, value: Infinity },
    ]);
    expect(() => parseExposition("a b c")).to.throw("not a sample");
  });

  it("fires once the expression has held for as long as the rule says, and stops at once", () => {
    expect(follow(rule("a > 1", 30), ["a 2", "a 2", "a 2", "a 1", "a 2"])).to.deep.equal([false, false, true, false, false]);
  });

  it("counts the time anew after a gap", () => {
    expect(follow(rule("a > 1", 15), ["a 2", "", "a 2", "a 2"])).to.deep.equal([false, false, false, true]);
  });

  it("keeps the time of each series apart", () => {
    const scrapes = ['a{f="x"} 1\na{f="y"} 0', 'a{f="x"} 0\na{f="y"} 1', 'a{f="x"} 0\na{f="y"} 1'];
    expect(follow(rule("max by (f) (a) == 1", 15), scrapes)).to.deep.equal([false, false, true]);
    expect(follow(rule("max(a) == 1", 15), scrapes)).to.deep.equal([false, true, true]);
  });

  it("aggregates what the matchers select", () => {
    const text = 'a{s="q",n="1"} 3\na{s="q",n="2"} 4\na{s="z",n="1"} 100';
    expect(follow(rule('sum by (s) (a{s=~"q|r"}) == 7'), [text])).to.deep.equal([true]);
    expect(follow(rule('min(a{s!="z"}) == 3'), [text])).to.deep.equal([true]);
    expect(follow(rule('max(a{s!~"z"}) >= 5'), [text])).to.deep.equal([false]);
  });

  it("takes a delta from the first scrape within the range, and none from a series that only began", () => {
    expect(follow(rule("delta(a[30s]) > 0"), ["a 5", "a 5", "a 6", "a 6", "a 6"])).to.deep.equal([false, false, true, true, false]);
    expect(follow(rule("delta(a[30s]) > 0"), ["", "a 5"])).to.deep.equal([false, false]);
  });

  it("refuses what it would not evaluate as Prometheus does", () => {
    for (const text of ["rate(a[5m]) > 1", "a > 1 and b > 1", "a", "a * 2 > 1", "max without (x) (a) > 1", "a > b", "avg(a) > 1"])
      expect(() => parseExpression(text), text).to.throw("in the subset that is tested here");
    expect(() => durationSeconds("1w")).to.throw("not a duration");
    expect(durationSeconds("2h")).to.equal(7_200);
  });
});
