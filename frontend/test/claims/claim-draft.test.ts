import { expect } from "chai";
import { claimProblems, isSameWay, withDocument, type ClaimDraft } from "../../src/features/claims/model/claim-draft.ts";
import { railAnswer } from "../fixtures/claims.ts";

const SHIPPER = "0x00000000000000000000000000000000000000a1";
const OTHER = "0x00000000000000000000000000000000000000A2";

function draftWith(documents: number): ClaimDraft {
  return {
    ...{ changes: [], verifier: OTHER, receiver: SHIPPER, buffer: "5" },
    documents: Array.from({ length: documents }, (_, index) => `document ${index}`),
  };
}

describe("the draft of a claim", () => {
  it("names one document at least and twenty at most, as the service takes them", () => {
    const problems = [0, 1, 20, 21].map((documents) => claimProblems(draftWith(documents), undefined).documents);
    expect(problems).to.deep.equal(["claims.problem.evidence", undefined, undefined, "claims.problem.evidence.many"]);
  });

  it("has a document once, and not any more when it is left out", () => {
    const twice = withDocument(withDocument(draftWith(1), "report", true), "report", true);
    expect(twice.documents).to.deep.equal(["document 0", "report"]);
    expect(withDocument(twice, "report", false).documents).to.deep.equal(["document 0"]);
  });

  it("is of the goods on one way: another number, order or party of a transport is another", () => {
    const { footprint } = railAnswer(SHIPPER);
    const [first] = footprint.elements;
    if (first === undefined) throw new Error("the lettuce went nowhere");
    const moved = { ...first, id: "e2" };
    expect(isSameWay(footprint, { elements: [{ ...first }] })).to.equal(true);
    expect(isSameWay(footprint, { elements: [moved] })).to.equal(false);
    expect(isSameWay({ elements: [first, moved] }, { elements: [moved, first] })).to.equal(false);
    expect(isSameWay(footprint, railAnswer(OTHER).footprint)).to.equal(false);
  });
});
