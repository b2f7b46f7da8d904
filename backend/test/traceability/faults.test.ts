import { expect } from "chai";
import { armFaults } from "../../src/platform/faults.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

describe("a capture that fails on our side", () => {
  let backend: TestBackend;
  let token: string;
  beforeEach(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });
  /** Every statement is in the index, and nothing else is. */
  const expectWholeIndex = async () => {
    const { rows } = await backend.app.db.pool.query(
      "SELECT s.sequence FROM statements s FULL JOIN indexed_events e ON e.sequence = s.sequence WHERE s.sequence IS NULL OR e.sequence IS NULL",
    );
    expect(rows).to.deep.equal([]);
  };
  afterEach(async () => {
    armFaults(null);
    await backend.stop();
  });

  it("before its commit has stored nothing, and tells nothing of what happened inside", async () => {
    for (const [path, body] of [
      ["/epcis/capture", documentOf([observation()])],
      ["/epcis/events", observation()],
    ] as const) {
      armFaults("capture.before_commit:throw");
      const answer = await backend.request("POST", path, { body, token });
      expectProblem(answer, 500, "platform.defect");
      expect(answer.text).to.not.include("Injected").and.not.include("capture.before_commit");
    }
    for (const table of ["statements", "capture_jobs", "outbox"] as const) expect(await backend.count(table), table).to.equal(0);
  });

  it("in its job is worked off again, and each event stored once", async () => {
    armFaults("capture.before_finish:throw");
    const job = await capture(backend, { body: documentOf([observation(), observation({ bizStep: "receiving" })]), token });
    expect(job).to.include({ success: true, running: false });
    expect(await backend.count("statements")).to.equal(2);
    await expectWholeIndex();
    expect(await backend.count("outbox")).to.equal(2);
  });

  it("while publishing leaves no statement that nobody was told of", async () => {
    armFaults("outbox.before_commit:throw");
    expectProblem(await backend.request("POST", "/epcis/events", { body: observation(), token }), 500, "platform.defect");
    expect(await backend.count("statements")).to.equal(0);
    await expectWholeIndex();
    expect((await backend.request("POST", "/epcis/events", { body: observation(), token })).status).to.equal(201);
    await expectWholeIndex();
  });

  it("with the same Idempotency-Key may be repeated until it is done, and is then done once", async () => {
    armFaults("capture.before_commit:throw");
    const request = { body: observation(), token, headers: { "Idempotency-Key": "again" } };
    expect((await backend.request("POST", "/epcis/events", request)).status).to.equal(500);
    expect((await backend.request("POST", "/epcis/events", request)).status).to.equal(201);
    expect((await backend.request("POST", "/epcis/events", request)).headers.get("idempotency-replayed")).to.equal("true");
    expect(await backend.count("statements")).to.equal(1);
  });
});
