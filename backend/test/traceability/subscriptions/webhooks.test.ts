import { expect } from "chai";
import { createHmac } from "node:crypto";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { startReceiver, status, type Receiver } from "../../support/receiver.ts";
import {
  allSettled,
  keepQuery,
  QUERY,
  requestsTo,
  ship,
  shipmentsOf,
  subscribe,
  subscriptionRow,
  SUBSCRIPTIONS,
} from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("a subscriber over HTTP", () => {
  let backend: TestBackend;
  let receiver: Receiver;
  let token: string;
  before(async () => {
    backend = await startTestBackend({ WEBHOOK_TIMEOUT_SECONDS: "1", WEBHOOK_MAX_TRIES: "3" });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    receiver = await startReceiver();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
  });
  afterEach(() => receiver.stop());

  it("gets each matching event once, in the order of storing, as a document of the standard", async () => {
    await ship(backend, token, "before");
    await allSettled(backend);
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true });
    await ship(backend, token, "a", "b");
    await capture(backend, { body: documentOf([observation({ bizStep: "packing" })]), token });
    await ship(backend, token, "c");
    await waitFor("c", () => (shipmentsOf(receiver).includes("c") ? true : undefined));
    expect(shipmentsOf(receiver)).to.deep.equal(["a", "b", "c"]);
    for (const { text, headers, document } of receiver.received) {
      expect(validateEpcis(parseLosslessObject(text))).to.deep.equal([]);
      expect(document.epcisBody.queryResults).to.include({ queryName: QUERY, subscriptionID: id });
      expect(document).to.include({ id: `urn:uuid:${headers["idempotency-key"]}` });
      expect(headers).to.include({ "content-type": "application/json", "gs1-epcis-version": "2.0.0" });
      expect(headers).not.to.have.property("gs1-signature");
    }
  });

  it("can tell by the signature that a document is meant for it, and unchanged", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true, signatureToken: "täglich" });
    await ship(backend, token, "a");
    const [{ headers, text } = expect.fail("nothing came")] = await requestsTo(receiver, 1);
    const [, seconds = "", digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["gs1-signature"])) ?? [];
    expect(createHmac("sha256", "täglich").update(`${seconds}.${text}`).digest("hex")).to.equal(digest);
    expect(Math.abs(Date.now() / 1_000 - Number(seconds))).to.be.below(600);
    const shown = await backend.request("GET", `${SUBSCRIPTIONS}/${id}`, { token });
    expect(shown.text).not.to.include("täglich");
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT row_to_json(s)::text AS row FROM subscriptions s");
    expect(rows[0]?.row).not.to.include("täglich").and.not.include(Buffer.from("täglich").toString("hex"));
  });

  it("gets another secret without a restart: both sign for the overlap, then the new one alone, and one known to others at once no more", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true, signatureToken: "first" });
    const replace = (body: object, by = token) => backend.request("PUT", `/api/subscriptions/${id}/signature-token`, { token: by, body });
    const signedBy = async (count: number) => {
      await ship(backend, token, `goods-${count}`);
      const { headers, text } = (await requestsTo(receiver, count))[count - 1] ?? expect.fail("nothing came");
      const [time = "", ...marks] = String(headers["gs1-signature"]).split(",");
      const macOf = (secret: string) =>
        `v1=${createHmac("sha256", secret)
          .update(`${time.slice(2)}.${text}`)
          .digest("hex")}`;
      return marks.map((mark) => ["first", "second", "third"].find((secret) => macOf(secret) === mark));
    };
    expect(await signedBy(1)).to.deep.equal(["first"]);
    for (let time = 0; time < 2; time++) expect((await replace({ signatureToken: "second" })).status).to.equal(204);
    expect(await signedBy(2)).to.deep.equal(["second", "first"]);
    expect((await replace({ signatureToken: "third", overlapSeconds: 0 })).status).to.equal(204);
    expect(await signedBy(3)).to.deep.equal(["third"]);
    const stranger = await tokenOf(backend, makeActor(backend, "carrier"));
    expect((await replace({ signatureToken: "mine" }, stranger)).status).to.equal(404);
    for (const body of [{}, { signatureToken: "" }, { signatureToken: "x", overlapSeconds: 604_801 }])
      expect((await replace(body)).status).to.equal(400);
    expect(await signedBy(4)).to.deep.equal(["third"]);
  });

  it("gets the identical document under the same id until it says 2xx, and only then the next one", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true });
    const before = (await subscriptionRow(backend, id))?.mark;
    receiver.answer(status(500, "out of order"), (response) => response.destroy(), status(302, "", { Location: receiver.url }));
    await ship(backend, token, "a");
    await requestsTo(receiver, 1);
    const failed = await waitFor("the failure", async () =>
      (await subscriptionRow(backend, id))?.problem ? subscriptionRow(backend, id) : undefined,
    );
    expect(failed).to.include({ problem: "It answered 500: out of order", mark: before, state: "active" });
    await ship(backend, token, "b");
    await requestsTo(receiver, 2);
    expect(shipmentsOf(receiver)).to.deep.equal(["a"]);
    expect(new Set(receiver.received.map(({ text }) => text)).size).to.equal(1);
    expect(new Set(receiver.received.map(({ headers }) => headers["idempotency-key"])).size).to.equal(1);
  });

  it("that does not answer in time is asked again", async () => {
    receiver.answer(() => undefined);
    await subscribe(backend, token, { dest: receiver.url, stream: true });
    await ship(backend, token, "a");
    const [first, second] = await requestsTo(receiver, 2);
    expect(second?.text).to.equal(first?.text);
  });

  it("that asks for smaller documents gets them", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true });
    receiver.answer(status(413));
    await ship(backend, token, "a", "b", "c");
    await waitFor("c", async () =>
      (await subscriptionRow(backend, id))?.claimed_until === null && receiver.received.length >= 3 ? true : undefined,
    );
    expect(receiver.received.map(({ events }) => events.length)).to.deep.equal([3, 2, 1]);
  });

  it("gets what was recorded since initialRecordTime", async () => {
    await ship(backend, token, "old");
    const { rows } = await backend.app.db.pool.query<{ at: Date }>("SELECT max(captured_at) + interval '1 ms' AS at FROM statements");
    await waitFor("the next moment", () => (new Date() > (rows[0]?.at ?? new Date()) ? true : undefined));
    await ship(backend, token, "since");
    await subscribe(backend, token, { dest: receiver.url, stream: true, initialRecordTime: rows[0]?.at });
    await ship(backend, token, "new");
    await waitFor("new", () => (shipmentsOf(receiver).includes("new") ? true : undefined));
    expect(shipmentsOf(receiver)).to.deep.equal(["since", "new"]);
  });

  it("gets identifiers in the form that it asked for", async () => {
    const urn = "urn:epc:id:sgtin:0614141.107346.2017";
    const event = observation({ epcList: [urn], quantityList: [] as never });
    await subscribe(backend, token, { dest: receiver.url, stream: true }, { "GS1-EPC-Format": "Always_EPC_URN" });
    await capture(backend, { body: documentOf([event]), token });
    const [{ events } = expect.fail("nothing came")] = await requestsTo(receiver, 1);
    expect(events[0]?.["epcList"]).to.deep.equal([urn]);
  });

  it("gets nothing more once the subscription or its query is deleted", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, stream: true });
    const other = await startReceiver();
    await subscribe(backend, token, { dest: other.url, stream: true });
    expect((await backend.request("DELETE", `${SUBSCRIPTIONS}/${id}`, { token })).status).to.equal(204);
    await ship(backend, token, "a");
    await requestsTo(other, 1);
    expect((await backend.request("DELETE", `/epcis/queries/${encodeURIComponent(QUERY)}`, { token })).status).to.equal(204);
    await ship(backend, token, "b");
    await keepQuery(backend, token);
    await subscribe(backend, token, { dest: other.url, stream: true });
    await ship(backend, token, "c");
    await requestsTo(other, 2);
    expect(shipmentsOf(other)).to.deep.equal(["a", "c"]);
    expect(receiver.received).to.deep.equal([]);
    await other.stop();
  });
});
