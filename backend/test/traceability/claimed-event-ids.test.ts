import { expect } from "chai";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { eventBundle } from "@waybill/protocol/schemas/bundle";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, captureSigned, claim, documentOf, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const EVENT_ID = "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba";

describe("captures by token", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    backend.request("POST", path, { body, token, headers });

  describe("with an eventID", () => {
    it("refuse it for a different event of the same author, and point at it", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      const answer = await post("/epcis/events", observation({ eventID: EVENT_ID, bizStep: "receiving" }));
      const { errors, type } = expectProblem(answer, 409, "traceability.event-id-taken");
      expect(type).to.equal("epcisException:ResourceAlreadyExistsException");
      expect(errors?.[0]?.pointer).to.equal("/eventID");
      expect(await backend.count("statements")).to.equal(1);
    });

    it("allow it to another author: both are kept, and the contradiction shows", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      makeActor(backend, "packer");
      expect((await captureSigned(backend, observation({ eventID: EVENT_ID, bizStep: "receiving" }), "packer")).status).to.equal(201);
      const found = (await backend.request("GET", `/epcis/events/${encodeURIComponent(EVENT_ID)}`)).json<{
        type: string;
        epcisBody: { queryResults: { resultsBody: { eventList: { bizStep: string }[] } } };
      }>();
      expect(found.type).to.equal("EPCISQueryDocument");
      expect(found.epcisBody.queryResults.resultsBody.eventList.map(({ bizStep }) => bizStep)).to.deep.equal(["shipping", "receiving"]);
    });

    it("allow its author to declare the event to be in error", async () => {
      const event = observation({ eventID: EVENT_ID });
      const { commitment } = await claim(backend, event, token);
      const errorDeclaration = { declarationTime: "2026-05-01T00:00:00Z", reason: "did_not_occur" };
      const correction = await claim(backend, { ...event, errorDeclaration }, token);
      expect(correction.commitment).not.to.equal(commitment);
      const view = async (id: string) =>
        (await backend.request("GET", `/api/statements/${id}`)).json<{ declaresError: boolean; declaredInError: boolean }>();
      expect(await view(commitment)).to.include({ declaresError: false, declaredInError: true });
      expect(await view(correction.commitment)).to.include({ declaresError: true, declaredInError: false });
    });

    it("allow another to dispute it, which withdraws nothing, and lets its proof say who and since when", async () => {
      const event = observation();
      const { commitment } = await claim(backend, event, token);
      const packer = makeActor(backend, "packer");
      const declaration = { ...event, errorDeclaration: { declarationTime: "2026-05-01T00:00:00Z", reason: "incorrect_data" } };
      const dispute = await captureSigned(backend, declaration, "packer");
      expect(dispute.status).to.equal(201);
      const view = (await backend.request("GET", `/api/statements/${commitment}`)).json<StatementView>();
      expect(view).to.include({ declaredInError: false });
      expect(view.disputes.map(({ party }) => party.account)).to.deep.equal([packer]);
      expect(Date.parse(view.disputes[0]?.since ?? "")).to.be.greaterThan(0);
      const bundleOf = async (id: string) => eventBundle.parse((await backend.request("GET", `/api/statements/${id}/bundle`)).json());
      const { declarations = [] } = await bundleOf(commitment);
      expect(declarations.map(({ author }) => author.account)).to.deep.equal([packer]);
      expect((await bundleOf(declarations[0]?.commitment ?? "")).declarations, "nothing is declared against a declaration").to.equal(
        undefined,
      );
    });

    it("roll a whole document back in its job when one event takes an eventID", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      const events = [observation({ bizStep: "packing" }), observation({ eventID: EVENT_ID, bizStep: "receiving" })];
      const job = await capture(backend, { body: documentOf(events), token });
      expect(job).to.include({ running: false, success: false, captureErrorBehaviour: "rollback" });
      expect(job.errors[0]).to.include({ code: "traceability.event-id-taken", status: 409 });
      expect(job.statements).to.deep.equal([]);
      expect(await backend.count("statements")).to.equal(1);
    });

    it("find two different events with one eventID in one document", async () => {
      const events = [observation({ eventID: EVENT_ID }), observation({ eventID: EVENT_ID, bizStep: "receiving" })];
      const job = await capture(backend, { body: documentOf(events), token, headers: { "GS1-Capture-Error-Behaviour": "proceed" } });
      expect(job.statements.map(({ index }) => index)).to.deep.equal([0]);
      expect(job.errors).to.have.length(1);
    });
  });
});
