import { verifyDisclosure } from "@waybill/protocol/disclosure/verify-disclosure";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, CONTEXT, makeActor, observation } from "../support/events.ts";
import { CHAIN } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

/** A key's signature is checked without any node; what is on chain stays unknown. */
const NO_CHAIN = {} as ChainReader;
const EX = { ex: "https://example.com/ns/" };

describe("GET /api/statements/{commitment}/disclosure", () => {
  let backend: TestBackend;
  let commitment: string;
  before(async () => {
    backend = await startTestBackend();
    makeActor(backend, "farm");
    ({ commitment } = (await captureSigned(backend, observation({ "ex:price": 17.5, "@context": [...CONTEXT, EX] }), "farm")).json<{
      commitment: string;
    }>());
  });
  after(() => backend.stop());

  const get = (fields: string, of = commitment) =>
    backend.request("GET", `/api/statements/${of}/disclosure?fields=${encodeURIComponent(fields)}`);

  it("gives the fields asked for, provably, and nothing of the others", async () => {
    const answer = await get("/bizStep,/quantityList/0");
    expect(answer.status, answer.text).to.equal(200);
    expect(answer.text).to.not.include("17.5").and.not.include("ex:price");
    const { steps, disclosed } = await verifyDisclosure(answer.text, NO_CHAIN, { trusted: CHAIN });
    expect(steps.filter(({ status }) => status === "passed").map(({ id }) => id)).to.deep.equal(["fields", "signature"]);
    expect(disclosed?.fields.map(({ pointer }) => pointer)).to.deep.equal([
      "/bizStep",
      "/quantityList/0/epcClass",
      "/quantityList/0/quantity",
      "/quantityList/0/uom",
    ]);
  });

  it("refuses fields that the event does not have, and what is no pointer", async () => {
    for (const fields of ["/price", "/bizStep/0", "bizStep", "", "/a~2"]) {
      const { errors } = expectProblem(await get(fields), 400, "traceability.unknown-field");
      expect(errors?.[0]?.pointer).to.equal("/query/fields");
    }
    expectProblem(await get("/bizStep", `0x${"0".repeat(64)}`), 404, "traceability.unknown-statement");
    expect((await backend.request("GET", `/api/statements/${commitment}/disclosure`)).status).to.equal(400);
  });
});
