import { ipfsLinkOf } from "@waybill/protocol/documents/document-link";
import type { Step } from "@waybill/protocol/verify/verdict";
import { expect } from "chai";
import { documentStatus } from "../../src/features/check/document-status.ts";
import { PHOTO_CID, REPORT_CID } from "../fixtures/documents.ts";

const REPORT = ipfsLinkOf(REPORT_CID);
const PHOTO = ipfsLinkOf(PHOTO_CID);

function step(change: Partial<Step>): Step[] {
  return [{ id: "documents", status: "passed", reason: "", ...change }];
}

describe("what a check of a statement says of one document", () => {
  it("is nothing before the step, and nothing of an address that is no document", () => {
    expect(documentStatus([], REPORT)).to.equal(undefined);
    expect(documentStatus(step({}), "https://certifier.example/7")).to.equal(undefined);
  });

  it("is that it passed when all did", () => {
    expect(documentStatus(step({ details: { documents: `${REPORT} ${PHOTO}` } }), PHOTO)).to.equal("passed");
  });

  it("is open for one that was not given, and passed for the others", () => {
    const steps = step({ status: "unknown", details: { "not given 1": PHOTO } });
    expect([documentStatus(steps, PHOTO), documentStatus(steps, REPORT)]).to.deep.equal(["unknown", "passed"]);
  });

  it("is that it failed for the one that is wrong, and open for the others, which may not have been reached", () => {
    const steps = step({ status: "failed", details: { link: PHOTO, given: REPORT_CID } });
    expect([documentStatus(steps, PHOTO), documentStatus(steps, REPORT)]).to.deep.equal(["failed", "unknown"]);
  });

  it("is open where documents could not be looked at at all", () => {
    expect(documentStatus(step({ status: "unknown", details: {} }), REPORT)).to.equal("unknown");
  });
});
