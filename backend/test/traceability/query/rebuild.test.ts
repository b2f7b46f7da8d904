import { expect } from "chai";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { openCapture } from "../../../src/modules/traceability/capture/capture-jobs.ts";
import { prepareStatement } from "../../../src/modules/traceability/capture/prepare-statement.ts";
import { rebuildIndex } from "../../../src/modules/traceability/query/index/rebuild-index.ts";
import { CAPTURE_TASK } from "../../../src/modules/traceability/traceability.service.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import { addJob } from "../../../src/platform/jobs.ts";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { QUERY_CONTEXT, randomEvents } from "../../support/query/random-events.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("the index of events", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await add(0, 60);
  });
  after(() => backend.stop());

  const add = async (from: number, to: number) => {
    const events = randomEvents(to, 17).slice(from);
    const job = await capture(backend, { token, body: { ...documentOf(events as never), "@context": QUERY_CONTEXT } });
    expect(job.success).to.equal(true);
  };
  const rows = async () => {
    const { pool } = backend.app.db;
    const events = await pool.query("SELECT * FROM indexed_events ORDER BY sequence");
    const facts = await pool.query("SELECT * FROM event_facts ORDER BY sequence, name, text, number, moment");
    const parts = await pool.query("SELECT * FROM trace_parts ORDER BY sequence, role, subject, joint, quantity, uom");
    const withdrawn = await pool.query("SELECT * FROM withdrawn_statements ORDER BY sequence");
    return {
      events: events.rows as unknown[],
      facts: facts.rows as unknown[],
      parts: parts.rows as unknown[],
      withdrawn: withdrawn.rows as unknown[],
    };
  };

  it("comes out the same when it is made again from the statements", async () => {
    const before = await rows();
    expect(before.events).to.have.length(60);
    expect(before.parts).to.not.be.empty;
    expect(before.withdrawn).to.not.be.empty;
    await backend.app.db.pool.query("UPDATE event_index_state SET version = 0");
    await rebuildIndex(backend.app);
    expect(await rows()).to.deep.equal(before);
  });

  it("joins an event's inputs and outputs by nothing but its statement, although earlier code joined them by its hash", async () => {
    const before = await rows();
    const { rowCount } = await backend.app.db.pool.query(
      `UPDATE trace_parts p SET joint = s.event_hash FROM statements s WHERE s.sequence = p.sequence AND p.kind = 'transformation' AND p.joint IS NULL`,
    );
    expect(rowCount).to.be.above(0);
    await backend.app.db.pool.query("UPDATE event_index_state SET version = 4");
    await rebuildIndex(backend.app);
    expect(await rows()).to.deep.equal(before);
  });

  it("is made once by processes that start together, and holds what is captured meanwhile", async () => {
    await backend.app.db.pool.query("UPDATE event_index_state SET version = 0");
    await Promise.all([rebuildIndex(backend.app), rebuildIndex(backend.app), add(60, 90)]);
    expect((await rows()).events).to.have.length(90);
    const before = await rows();
    await rebuildIndex(backend.app);
    expect(await rows()).to.deep.equal(before);
  });

  it("holds events that were captured before there was one", async () => {
    const before = await rows();
    await backend.owner.query("TRUNCATE indexed_events, event_facts, trace_parts, withdrawn_statements, event_index_state");
    await rebuildIndex(backend.app);
    expect(await rows()).to.deep.equal(before);
  });

  it("holds what a capture brings that was opened by code with another index", async () => {
    const event = { ...observation({ eventID: "urn:test:earlier" }), "@context": QUERY_CONTEXT } as unknown as JsonObject;
    const author = { kind: "claimed", account: makeActor(backend, "farm") } as const;
    const captured = { index: 0, path: "", pointer: "", event, eventJson: stringifyLossless(event), author };
    const { statement } = prepareStatement(captured, backend.app.random);
    const { indexed, ...entry } = statement.entry;
    const stale = { ...statement, entry: { ...entry, indexed: { ...indexed, facts: [] } } };
    const input = JSON.stringify({ indexVersion: 0, statements: [stale], places: [] });
    const before = (await rows()).events.length;
    await inTransaction(backend.app, async (ctx) =>
      addJob(ctx, CAPTURE_TASK, { id: await openCapture(ctx, { behaviour: "rollback", errors: [], input }) }),
    );
    const stored = await waitFor("the capture", async () => {
      const found = await rows();
      return found.events.length > before ? found : undefined;
    });
    await backend.app.db.pool.query("UPDATE event_index_state SET version = 0");
    await rebuildIndex(backend.app);
    expect(stored.facts).to.deep.equal((await rows()).facts);
  });
});
