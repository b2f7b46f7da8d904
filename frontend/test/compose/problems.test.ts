import { expect } from "chai";
import { emptyDraft, productLineOf, type Draft } from "../../src/features/compose/model/draft.ts";
import { HAPPENING_IDS } from "../../src/features/compose/model/happenings.ts";
import { problemsOf } from "../../src/features/compose/model/problems.ts";
import { completeDraft, LOT, NOW, UNIT } from "./complete-draft.ts";

const CONTEXT = { now: NOW, gln: "0860009999992" };

function messagesOf(change: Partial<Draft>, context = CONTEXT as { now: Date; gln: string | null }) {
  return problemsOf({ ...completeDraft("shipped"), ...change }, context).map(({ message }) => message);
}

describe("what keeps a draft from being an event", () => {
  for (const id of HAPPENING_IDS) {
    it(`finds nothing in a complete draft of "${id}", and something in a blank one`, () => {
      expect(problemsOf(completeDraft(id), CONTEXT)).to.deep.equal([]);
      expect(problemsOf({ ...emptyDraft(), happening: id }, CONTEXT)).to.not.be.empty;
    });
  }

  it("asks first what happened, and nothing else before that", () => {
    expect(problemsOf(emptyDraft(), CONTEXT)).to.deep.equal([{ field: "happening", message: "compose.problem.happening" }]);
  });

  it("asks for products, a place and a time", () => {
    expect(messagesOf({ products: [], place: null, localTime: "" })).to.deep.equal([
      "compose.problem.products",
      "compose.problem.place",
      "compose.problem.time",
    ]);
  });

  it("refuses a time more than five minutes ahead, and allows a clock that runs a little fast", () => {
    expect(messagesOf({ localTime: "2026-11-21T12:06:00", offset: "+02:00" })).to.deep.equal(["compose.problem.future"]);
    expect(messagesOf({ localTime: "2026-11-21T12:04:00", offset: "+02:00" })).to.deep.equal([]);
  });

  it("refuses a quantity that is no number above zero, and names its line", () => {
    for (const quantity of ["0", "-1", "many"]) {
      const products = [productLineOf(UNIT), { ...productLineOf(LOT), quantity }];
      expect(problemsOf({ ...completeDraft("shipped"), products }, CONTEXT)).to.deep.equal([
        { field: "products", message: "compose.problem.quantity", index: 1 },
      ]);
    }
  });

  it("refuses the same product twice, and a unit inside itself", () => {
    expect(messagesOf({ products: [productLineOf(LOT), productLineOf(LOT)] })).to.deep.equal(["compose.problem.twice"]);
    const packed = { ...completeDraft("packed"), products: [productLineOf(UNIT)], unit: UNIT };
    expect(problemsOf(packed, CONTEXT).map(({ message }) => message)).to.deep.equal(["compose.problem.unit-in-itself"]);
  });

  it("wants an outcome of an inspection and a reading of a measurement", () => {
    expect(problemsOf({ ...completeDraft("inspected"), outcome: "fine" }, CONTEXT)[0]?.field).to.equal("outcome");
    const measured = { ...completeDraft("measured"), temperature: { value: "", unit: "CEL" as const } };
    expect(problemsOf(measured, CONTEXT)[0]?.message).to.equal("compose.problem.reading");
  });

  it("takes a bare document number only from an organisation whose GLN can number it", () => {
    const references = [{ type: "po" as const, value: "PO-17" }];
    expect(messagesOf({ references })).to.deep.equal([]);
    expect(messagesOf({ references }, { now: NOW, gln: null })).to.deep.equal(["compose.problem.reference-gln"]);
    expect(messagesOf({ references: [{ type: "po", value: "https://example.com/po/17" }] }, { now: NOW, gln: null })).to.deep.equal([]);
  });
});
