import { expect } from "chai";
import fc from "fast-check";
import { type JsonObject, parseLosslessObject } from "../../src/hashing/lossless-json.ts";
import { statementOf } from "../../src/typed-data/statement.ts";
import { json, SEED } from "../support/arbitraries.ts";
import { vectorText } from "../support/vectors.ts";

const { cases } = parseLosslessObject(vectorText("statements.json")) as {
  cases: (JsonObject & { title: string; event: JsonObject; statement: string })[];
};

const SHIPPING: JsonObject = {
  type: "ObjectEvent",
  eventTime: "2026-04-19T13:35:18-05:00",
  eventTimeZoneOffset: "-05:00",
  action: "OBSERVE",
  bizStep: "shipping",
  readPoint: { id: "https://id.gs1.org/414/0860009999992" },
  epcList: ["https://id.gs1.org/00/008600099999850000"],
};

describe("statement", () => {
  it("has vectors to follow", () => expect(cases.length).to.be.greaterThan(10));

  for (const { title, event, statement } of cases) {
    it(`says what the event says: ${title}`, () => expect(statementOf(event)).to.equal(statement));
  }

  it("leaves out every character that a reader cannot see, and keeps one line", () => {
    const hostile = "a\u202eb\u200bc\nd\u0000e\u2066f\ufefff\u2028g\u0085h";
    const statement = statementOf({ ...SHIPPING, epcList: [hostile], bizStep: hostile, readPoint: { id: hostile } });
    expect(statement).to.equal("Observed (abc def f gh) at 2026-04-19T13:35:18-05:00 at abc def f gh: abc def f gh");
  });

  it("is one bounded line for any event at all", () => {
    const names = [
      "type",
      "action",
      "bizStep",
      "eventTime",
      "parentID",
      "epcList",
      "quantityList",
      "childEPCs",
      "outputEPCList",
      "readPoint",
      "errorDeclaration",
    ];
    const event = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(
        json,
        fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 5 }),
        fc.constantFrom("ObjectEvent", "TransformationEvent"),
      ),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(event, (members) => {
        const statement = statementOf(members);
        expect(statement.length).to.be.lessThan(4000);
        expect(statement).not.to.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(statementOf(members)).to.equal(statement);
      }),
      { ...SEED, numRuns: 40 },
    );
  });
});
