import { isJsonObject, stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { erasurePreview, journeyView } from "@waybill/protocol/schemas/api/traceability";
import { endEvent, noticeEvent } from "@waybill/protocol/recall/recall-event";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { inTransaction } from "../../src/platform/context.ts";
import type { BundleSources } from "../../src/modules/traceability/bundles/event-bundle.ts";
import { nextDelivery } from "../../src/modules/traceability/subscriptions/delivery/next-delivery.ts";
import { findSubscription } from "../../src/modules/traceability/subscriptions/subscriptions.store.ts";
import { rebuildIndex } from "../../src/modules/traceability/query/index/rebuild-index.ts";
import { signInMember } from "../permissions/subjects.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, captureSigned, claim, claimedIn, documentOf, LOT, makeActor, observation } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { startReceiver, status } from "../support/receiver.ts";
import { keysAlone, signIn } from "../support/sessions.ts";
import { allSettled, keepQuery, requestsTo, subscribe } from "../support/subscribing.ts";
import { waitFor } from "../support/wait-for.ts";

/** Something that only this event says. */
const SECRET = "https://id.gs1.org/414/9506000134352";
const SECRET_EVENT = observation({ readPoint: { id: SECRET }, certificationInfo: "https://certificates.example/private" });

/** Nobody asked for proofs. */
const NO_SOURCES = {} as BundleSources;

describe("erasing a statement", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend({}, { verifySignature: keysAlone });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });

  const erase = (commitment: string, as = token) => backend.request("DELETE", `/api/statements/${commitment}`, { token: as });
  const journey = async () => journeyView.parse((await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(LOT)}`)).json());
  const captured = async (event: JsonObject, salt?: string) =>
    (await captureSigned(backend, event, "farm", salt)).json<{ commitment: Hex32; eventId: string }>();
  /** As if a batch held it. */
  const batched = (commitment: string) =>
    backend.app.db.pool.query("UPDATE statements SET batch_id = 7 WHERE commitment = $1", [commitment]);

  const count = async (table: string) =>
    Number((await backend.app.db.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const { rows } = await backend.app.db.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const texts = await Promise.all(
      rows.map(async ({ name }) => JSON.stringify((await backend.app.db.pool.query(`SELECT t::text FROM "${name}" t`)).rows)),
    );
    return texts.join("\n");
  }

  it("leaves its commitment and nothing of what it said, anywhere in the database", async () => {
    const job = await capture(backend, { body: documentOf([SECRET_EVENT, observation()]), token });
    const [gone, kept] = job.statements;
    const { rows } = await backend.app.db.pool.query<{ salt: string; event_hash: string; content_digest: string }>(
      "SELECT salt, event_hash, content_digest FROM statements WHERE commitment = $1",
      [gone?.commitment],
    );
    const secrets = [
      SECRET,
      "certificates.example",
      rows[0]!.salt,
      rows[0]!.event_hash,
      rows[0]!.event_hash.slice(2),
      rows[0]!.content_digest,
    ];
    const before = await everything();
    for (const secret of secrets) expect(before, secret).to.include(secret);
    await batched(gone!.commitment);
    expect((await erase(gone!.commitment)).status).to.equal(204);
    const after = await everything();
    for (const secret of secrets) expect(after, secret).to.not.include(secret);
    expect(after).to.include(gone!.commitment).and.include(kept!.commitment);
  });

  it("takes back a recall once it is over, and the answers and documents that wait to be fetched or sent", async () => {
    const at = { eventTime: "2026-04-21T09:00:00-04:00", offset: "-04:00", gln: "9506000134352", subjects: [LOT as Subject] };
    const notice = noticeEvent({ ...at, reason: SECRET, risk: "serious", instruction: "Destroy it", answerBy: "2026-04-22T09:00:00Z" });
    await claim(backend, observation(), await tokenOf(backend, makeActor(backend, "shop")));
    await keepQuery(backend, token, { EQ_disposition: ["recalled"] });
    const receiver = await startReceiver();
    receiver.answer(...Array.from({ length: 100 }, () => status(500)));
    await subscribe(backend, token, { dest: receiver.url, stream: true });
    const asked = { text: stringifyLossless(notice), token, headers: { "Idempotency-Key": "once" } };
    const first = claimedIn(await backend.request("POST", "/epcis/events", asked));
    const again = await backend.request("POST", "/epcis/events", asked);
    expect(claimedIn(again)).to.deep.equal(first);
    expect(again.headers.get("idempotency-replayed")).to.equal("true");
    const { commitment } = first;
    await requestsTo(receiver, 1);
    await waitFor("the shop to be asked", async () => ((await count("recall_tasks")) > 0 ? true : undefined));
    const answers = await backend.app.db.pool.query("SELECT k::text FROM idempotency_keys k");
    const hash = /[0-9a-f]{64}/.exec(decodeURIComponent(first.eventId))?.[0] ?? expect.fail("an event has a hash");
    expect(JSON.stringify(answers.rows)).to.not.include(SECRET).and.not.include(hash);
    expectProblem(await erase(commitment), 409, "recalls.still-open");
    expect((await backend.request("GET", `/api/recalls/${commitment}`)).text).to.include(SECRET);
    expect((await backend.request("GET", `/api/statements/${commitment}`)).status).to.equal(200);
    await claim(backend, endEvent({ ...at, gln: null, notice: commitment as Hex32, note: "All of it is destroyed" }), token);
    expect((await erase(commitment)).status).to.equal(204);
    const left = await everything();
    expect(left).to.not.include(SECRET).and.not.include(hash);
    for (const table of ["recalls", "recall_tasks"]) expect(await count(table), table).to.equal(0);
    expectProblem(await backend.request("GET", `/api/recalls/${commitment}`), 404, "recalls.unknown");
    await receiver.stop();
  });

  it("sends what is left of a document under the id that its subscriber may know, and nothing of it twice", async () => {
    await keepQuery(backend, token);
    const receiver = await startReceiver();
    receiver.answer(...Array.from({ length: 100 }, () => status(500)));
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true });
    const job = await capture(backend, { body: documentOf([SECRET_EVENT, observation()]), token });
    const [first] = await requestsTo(receiver, 1);
    await backend.request("POST", `/api/subscriptions/${id}/pause`, { token });
    const ranges = async () => (await backend.app.db.pool.query("SELECT id, after, through FROM deliveries")).rows;
    const before = await ranges();
    expect((await erase(job.statements[0]!.commitment)).status).to.equal(204);
    await backend.request("POST", `/api/subscriptions/${id}/resume`, { token });
    const again = await waitFor("what is left", () => receiver.received.find(({ events }) => events.length === 1));
    expect(first?.events).to.have.length(2);
    expect(again.headers["idempotency-key"]).to.be.a("string").and.to.equal(first?.headers["idempotency-key"]);
    expect(again.text).to.not.include(SECRET);
    expect(await ranges()).to.deep.equal(before);
    await receiver.stop();
  });

  it("waits for a delivery that is being made of it, so that none is left", async () => {
    await keepQuery(backend, token);
    const id = await subscribe(backend, token, { dest: "http://127.0.0.1:9/nobody", stream: true });
    await backend.request("POST", `/api/subscriptions/${id}/pause`, { token });
    const { commitment } = await captured(SECRET_EVENT);
    await allSettled(backend);
    const isMade = Promise.withResolvers<undefined>();
    const mayCommit = Promise.withResolvers<undefined>();
    const making = inTransaction(backend.app, async (ctx) => {
      const subscription = (await findSubscription(ctx, id)) ?? expect.fail("there is a subscription");
      expect((await nextDelivery(ctx, NO_SOURCES, subscription, { through: 1_000n, asOf: new Date() }))?.body).to.include(SECRET);
      isMade.resolve(undefined);
      await mayCommit.promise;
    });
    await isMade.promise;
    let isErased = false;
    const erasing = erase(commitment).then(() => (isErased = true));
    await waitFor("the erasure to wait, or to be over", async () => {
      const { rowCount } = await backend.app.db.pool.query(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'event_index_state'::regclass",
      );
      return isErased || rowCount ? true : undefined;
    });
    mayCommit.resolve(undefined);
    await Promise.all([making, erasing]);
    expect(await everything()).to.not.include(SECRET);
  });

  it("is said openly on the journey, in the bundle and at its own address", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    const other = await captured(observation({ bizStep: "receiving" }), "other");
    await batched(commitment);
    const proofOfOther = async () => (await backend.request("GET", `/api/statements/${other.commitment}/bundle`)).text;
    const before = await proofOfOther();
    await erase(commitment);
    expect(await proofOfOther()).to.equal(before);
    const { statements, erased } = await journey();
    expect(statements.map((statement) => statement.commitment)).to.deep.equal([other.commitment]);
    expect(erased).to.have.length(1);
    expect(erased[0]).to.deep.include({ commitment });
    expect(erased[0]?.author.account).to.equal(accountOf("farm").address);
    const bundle = (await backend.request("GET", `/api/journeys/bundle?subject=${encodeURIComponent(LOT)}`)).json<{ erased: unknown[] }>();
    expect(bundle.erased.filter(isJsonObject).map((one) => one["commitment"])).to.deep.equal([commitment]);
    for (const path of ["", "/bundle"]) {
      const { detail } = expectProblem(
        await backend.request("GET", `/api/statements/${commitment}${path}`),
        410,
        "traceability.erased-statement",
      );
      expect(detail).to.include("erased on");
    }
  });

  it("of one that no batch holds leaves no trace of the goods either", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    await erase(commitment);
    expect(await journey()).to.deep.include({ statements: [], erased: [] });
    expect(await backend.count("statement_subjects")).to.equal(0);
  });

  it("shows its author beforehand what goes and what stays, and changes nothing", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    const preview = async () =>
      erasurePreview.parse((await backend.request("GET", `/api/statements/${commitment}/erasure`, { token })).json());
    const { capturedAt: _, ...shown } = await preview();
    const author = accountOf("farm").address;
    expect(shown).to.deep.equal({ author, eventType: "ObjectEvent", isSigned: true, subjects: [LOT], isInBatch: false, deliveries: 0 });
    await batched(commitment);
    expect(await preview()).to.include({ isInBatch: true });
    const stranger = await tokenOf(backend, makeActor(backend, "stranger"));
    const path = `/api/statements/${commitment}/erasure`;
    expectProblem(await backend.request("GET", path, { token: stranger }), 403, "traceability.not-your-statement");
    expectProblem(await backend.request("GET", path), 401, "platform.unauthorised");
    expect((await backend.request("GET", `/api/statements/${commitment}`)).status).to.equal(200);
    await erase(commitment);
    expectProblem(await backend.request("GET", path, { token }), 410, "traceability.erased-statement");
  });

  it("is found by its commitment, with the time and nothing else", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    await erase(commitment);
    const found = (await backend.request("GET", `/api/search?q=${commitment}`)).json<{ items: { label: string }[] }>().items;
    expect(found).to.have.length(1);
    expect(found[0]).to.include({ kind: "erased", value: commitment });
    expect(Date.parse(found[0]?.label ?? "")).to.be.closeTo(Date.now(), 60_000);
  });

  it("may be repeated, and the event may be stated anew afterwards under another salt", async () => {
    const first = await captured(SECRET_EVENT, "one");
    expect((await erase(first.commitment)).status).to.equal(204);
    expect((await erase(first.commitment)).status).to.equal(204);
    const again = expectProblem(await captureSigned(backend, SECRET_EVENT, "farm", "one"), 410, "traceability.erased-statement");
    expect(again.errors?.[0]?.message).to.include("and erased");
    const second = await captured(SECRET_EVENT, "two");
    expect(second.commitment).to.not.equal(first.commitment);
    expect((await journey()).statements).to.have.length(1);
  });

  it("is for its author alone, with a token", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    const stranger = await tokenOf(backend, makeActor(backend, "stranger"));
    expectProblem(await erase(commitment, stranger), 403, "traceability.not-your-statement");
    expectProblem(await backend.request("DELETE", `/api/statements/${commitment}`), 401, "platform.unauthorised");
    expectProblem(await erase(`0x${"0".repeat(64)}`), 404, "traceability.unknown-statement");
    await erase(commitment);
    expectProblem(await erase(commitment, stranger), 403, "traceability.not-your-statement");
    expect((await journey()).statements).to.deep.equal([]);
  });

  it("is for whoever decides for the organisation, once they have proven again who they are, and for nobody else in it", async () => {
    await register(backend, "farm");
    const { commitment } = await captured(SECRET_EVENT);
    const session = await signIn(backend, "farm");
    expect((await backend.request("GET", `/api/statements/${commitment}/erasure`, { token: session })).status).to.equal(200);
    await backend.app.db.pool.query("UPDATE sessions SET auth_time = auth_time - interval '6 minutes'");
    expectProblem(await erase(commitment, session), 401, "platform.step-up-required");
    expect((await backend.request("GET", `/api/statements/${commitment}`)).status).to.equal(200);
    await backend.app.db.pool.query("UPDATE sessions SET auth_time = auth_time + interval '6 minutes'");
    expect((await erase(commitment, session)).status).to.equal(204);
    const { token: member } = await signInMember(backend, "supplier", "farm");
    expectProblem(await erase(commitment, member), 403, "platform.forbidden");
  });

  it("happens whole or not at all", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    const before = await everything();
    // The last thing that erasing does finds the table closed.
    await backend.owner.query("ALTER TABLE erased_statements ADD CONSTRAINT closed CHECK (false) NOT VALID");
    try {
      expect((await erase(commitment)).status).to.equal(500);
    } finally {
      await backend.owner.query("ALTER TABLE erased_statements DROP CONSTRAINT closed");
    }
    for (const table of ["statements", "event_facts", "trace_parts", "statement_subjects"]) {
      const { rows } = await backend.app.db.pool.query(`SELECT t::text FROM "${table}" t`);
      expect(rows, table).to.not.deep.equal([]);
      for (const row of rows) expect(before).to.include(JSON.stringify(row));
    }
  });

  it("stays done when the index is made anew", async () => {
    const { commitment } = await captured(SECRET_EVENT);
    await captured(observation({ bizStep: "receiving" }), "other");
    await batched(commitment);
    await erase(commitment);
    await backend.app.db.pool.query("DELETE FROM event_index_state");
    await rebuildIndex(backend.app);
    expect(await everything()).to.not.include(SECRET);
    const { rows } = await backend.app.db.pool.query("SELECT count(*)::int AS count FROM indexed_events");
    expect(rows).to.deep.equal([{ count: 1 }]);
  });

  it("of an error declaration does not make the declared event right again", async () => {
    const event = observation({ eventID: "urn:uuid:wrong" });
    await captured(event, "first");
    const declaration = await captured(
      { ...event, errorDeclaration: { declarationTime: "2026-04-20T08:01:00Z", reason: "incorrect_data" } },
      "second",
    );
    await batched(declaration.commitment);
    await erase(declaration.commitment);
    expect((await journey()).statements.map(({ declaredInError }) => declaredInError)).to.deep.equal([true]);
  });
});
