import { expect } from "chai";
import fc from "fast-check";
import { checkDigit } from "../../src/identifiers/check-digit.ts";
import { parseDigitalLink } from "../../src/identifiers/digital-link.ts";
import { explainDigitalLink, expectedCheckDigit } from "../../src/identifiers/explain-digital-link.ts";
import { explainInWords } from "../../src/identifiers/explain-in-words.ts";

const problemOf = (path: string) => {
  const { problem } = explainDigitalLink(`https://example.com${path}`);
  if (problem === undefined) throw new Error(`${path} has no problem`);
  return problem;
};

describe("what is wrong with a Digital Link", () => {
  it("is nothing where key, qualifiers and check digit are right", () => {
    const { link } = explainDigitalLink("https://example.com/p/01/9506000134352/10/LOT1?17=261231");
    expect(link?.canonical).to.equal("https://id.gs1.org/01/09506000134352/10/LOT1");
  });

  it("is the check digit, and which one the other digits give", () => {
    const problem = problemOf("/01/09506000134353/10/A");
    expect(problem).to.deep.equal({ kind: "check-digit", ai: "01", value: "09506000134353", expected: "2" });
    expect(explainInWords(problem)).to.include("01 (GTIN)").and.include("it is 2");
  });

  it("is the check digit of the digits inside a returnable asset, a document or a piece, too", () => {
    const right = checkDigit("950600013435");
    expect(problemOf("/8003/09506000134353SER")).to.deep.include({ kind: "check-digit", expected: right });
    expect(problemOf("/253/9506000134353DOC")).to.deep.include({ kind: "check-digit", expected: right });
    expect(problemOf("/8006/095060001343530102")).to.deep.include({ kind: "check-digit", expected: right });
    expect(expectedCheckDigit({ ai: "8004", value: "9506000ASSET" })).to.equal(undefined);
  });

  it("is the order of the qualifiers, and which path is right", () => {
    const problem = problemOf("/01/09506000134352/21/S%2F1/10/LOT1");
    expect(problem).to.deep.equal({
      kind: "order",
      given: ["21", "10"],
      right: ["10", "21"],
      path: "/01/09506000134352/10/LOT1/21/S%2F1",
    });
    expect(explainInWords(problem)).to.include("/01/09506000134352/10/LOT1/21/S%2F1 is right");
  });

  it("is a qualifier that the key does not take, or that another excludes, or that stands twice", () => {
    expect(problemOf("/00/008600099999850000/10/A")).to.deep.include({ kind: "unknown-qualifier", name: "10", key: "00" });
    expect(problemOf("/01/09506000134352/99/A")).to.deep.include({ kind: "unknown-qualifier", allowed: ["22", "10", "21", "235"] });
    expect(problemOf("/01/09506000134352/10/A/235/B")).to.deep.include({ kind: "combination", given: ["10", "235"] });
    expect(problemOf("/01/09506000134352/10/A/10/B")).to.deep.include({ kind: "combination", given: ["10", "10"] });
  });

  it("is a value that is missing, too long or of the wrong characters", () => {
    expect(problemOf("/01")).to.deep.equal({ kind: "no-value", ai: "01" });
    expect(problemOf("/01/09506000134352/10")).to.deep.equal({ kind: "no-value", ai: "10" });
    expect(problemOf("/01/123")).to.deep.equal({ kind: "bad-value", ai: "01", value: "123" });
    expect(problemOf(`/01/09506000134352/10/${"X".repeat(21)}`)).to.deep.include({ kind: "bad-value", ai: "10" });
    expect(problemOf("/01/09506000134352/10/%C3%A4")).to.deep.include({ kind: "bad-value", ai: "10" });
    expect(problemOf("/01/09506000134352/10/%")).to.deep.include({ kind: "bad-value", ai: "10" });
  });

  it("is that there is no key at all", () => {
    for (const path of ["/", "/about/us", "/99/1"]) expect(problemOf(path)).to.deep.equal({ kind: "no-key" });
    expect(explainDigitalLink("not an address").problem).to.deep.equal({ kind: "no-key" });
  });

  it("is said in one sentence for any text, and never where the link is sound", () => {
    const segment = fc.oneof(fc.constantFrom("01", "00", "10", "21", "22", "235", "414", "8003", "gtin"), fc.string({ maxLength: 22 }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const uri = `https://example.com/${segments.map((one) => encodeURIComponent(one)).join("/")}`;
        const { link, problem } = explainDigitalLink(uri);
        if (problem === undefined) return parseDigitalLink(uri)?.canonical === link.canonical;
        return /^.+[.]$/s.test(explainInWords(problem));
      }),
    );
  });

  it("gives an order that reads as a sound link", () => {
    const qualifiers = fc.shuffledSubarray(["22", "10", "21"], { minLength: 2 });
    fc.assert(
      fc.property(qualifiers, (order) => {
        const { link, problem } = explainDigitalLink(`https://example.com/01/09506000134352${order.map((ai) => `/${ai}/V${ai}`).join("")}`);
        const right = problem?.kind === "order" ? explainDigitalLink(`https://example.com${problem.path}`).link : link;
        return right !== undefined && right.qualifiers.length === order.length;
      }),
    );
  });
});
