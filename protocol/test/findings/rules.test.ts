import { expect } from "chai";
import { type Finding, findingsOf } from "../../src/findings/findings-of.ts";
import { at, BULK, DOCK, FARM, FIELD, findBy, KITCHEN, NAMES, PACKER, PACKING_HOUSE, statementsOf, UNIT } from "../support/case.ts";
import { CLEAN, found, made, sent } from "../support/told.ts";

describe("findings: a journey that adds up", () => {
  it("has no contradiction and no gap", () => {
    const grave = findingsOf(statementsOf(CLEAN), NAMES).filter(({ severity }) => severity !== "notice");
    expect(grave).to.deep.equal([]);
  });

  it("has only the notice that kilograms and cases do not compare", () => {
    expect(findingsOf(statementsOf(CLEAN), NAMES).map(({ rule }) => rule)).to.deep.equal(["balance-unknown"]);
  });

  it("is judged alike in whatever order its statements come", () => {
    const told = [...CLEAN, found(19, 60), { by: KITCHEN, event: made(6, 90, 40) }];
    const findings = findingsOf(statementsOf(told), NAMES);
    const numbered = statementsOf(told);
    for (const order of [numbered.toReversed(), [...numbered.slice(3), ...numbered.slice(0, 3)]])
      expect(findingsOf(order, NAMES)).to.deep.equal(findings);
  });

  it("is spoken of by numbers when nobody has given names", () => {
    const [finding] = findingsOf(statementsOf([...CLEAN, found(19, 60)])).filter(({ rule }) => rule === "contents-differ") as [Finding];
    expect(finding.message).to.equal(
      "The account 0x000000… found 60 cases of lot A of GTIN 10860009999920 in logistic unit 008600099999850000 on April 17, 2026 at 07:00 PM UTC−04:00, but 50 cases of lot A of GTIN 10860009999920 had been packed.",
    );
  });
});

describe("findings: hostile statements", () => {
  it("units packed into each other end in findings, not in a loop", () => {
    const inner = "https://id.gs1.org/00/040123450000003338";
    const into = (parentID: string, child: string) => ({
      by: PACKER,
      event: at(9, PACKING_HOUSE, { type: "AggregationEvent", action: "ADD", parentID, childEPCs: [child] }),
    });
    expect(() => findingsOf(statementsOf([into(UNIT, inner), into(inner, UNIT), into(UNIT, UNIT)]), NAMES)).not.to.throw();
  });

  it("events of unexpected shape are passed over", () => {
    const shapes = [
      {},
      { type: 5, eventTime: null },
      {
        type: "TransformationEvent",
        inputQuantityList: [{ epcClass: BULK, quantity: "x" }],
        outputQuantityList: 3,
        readPoint: "here",
        destinationList: [null],
      },
    ];
    expect(() => findingsOf(statementsOf(shapes.map((event) => ({ by: FARM, event: event as never }))))).not.to.throw();
  });

  it("names are shown without characters that a reader cannot see", () => {
    const parties = new Map([[PACKER, "Pac\u202eker"]]);
    const findings = findingsOf(statementsOf([{ by: PACKER, event: { ...sent.event, eventTimeZoneOffset: "-05:00" } }]), { parties });
    expect(findings.map(({ message }) => message).join())
      .to.contain("Packer wrote")
      .and.not.to.contain("\u202e");
  });
});

describe("findings: statements about very many things", () => {
  const serials = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `https://id.gs1.org/01/04012345111118/21/${from + n}`);

  it("tell a few of a thousand like findings, and count the rest", () => {
    const result = findBy("unknown-origin", [{ by: FARM, event: at(9, FIELD, { epcList: serials(0, 1_000) }) }]);
    expect(result).to.have.length(3);
    expect(result[2]?.message).to.contain("The same holds for 997 more.");
    expect(result[2]?.subjects).to.have.length(100);
  });

  it("name at most a few of the contents of a unit", () => {
    const packing = {
      by: PACKER,
      event: at(14, PACKING_HOUSE, { type: "AggregationEvent", action: "ADD", parentID: UNIT, childEPCs: serials(0, 200) }),
    };
    const seen = { by: KITCHEN, event: at(18, DOCK, { type: "AggregationEvent", parentID: UNIT, childEPCs: serials(100, 200) }) };
    const [result] = findBy("contents-differ", [packing, seen]);
    expect(result?.severity).to.equal("contradiction");
    expect(result?.message).to.contain("and 196 more").and.to.have.length.below(800);
  });
});
