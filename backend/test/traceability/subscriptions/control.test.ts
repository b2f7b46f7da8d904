import {
  deliveryView,
  subscriptionProgress,
  type DeliveryView,
  type SubscriptionProgress,
} from "@waybill/protocol/schemas/api/subscriptions";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { makeActor } from "../../support/events.ts";
import { installationToken } from "../../support/installation.ts";
import { accountOf, tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { keysAlone } from "../../support/sessions.ts";
import { startReceiver, status, type Receiver } from "../../support/receiver.ts";
import { keepQuery, requestsTo, ship, shipmentsOf, subscribe } from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("a subscription in the hands of its organisation", () => {
  let backend: TestBackend;
  let receiver: Receiver;
  let token: string;
  let id: string;
  before(async () => {
    backend = await startTestBackend({ WEBHOOK_MAX_TRIES: "2" }, { verifySignature: keysAlone });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    receiver = await startReceiver();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
    id = await subscribe(backend, token, { dest: receiver.url, stream: true });
  });
  afterEach(() => receiver.stop());

  const list = async <Item>(path: string) => (await backend.request("GET", path, { token })).json<{ items: Item[] }>().items;
  const progress = async () => (await list<SubscriptionProgress>("/api/subscriptions"))[0] ?? expect.fail("there is none");
  const deliveries = (state = "") => list<DeliveryView>(`/api/subscriptions/${id}/deliveries${state && `?state=${state}`}`);
  const order = async (what: string, body?: object) => {
    const answer = await backend.request("POST", `/api/subscriptions/${id}/${what}`, { token, ...(body ? { body } : {}) });
    expect(answer.status, answer.text).to.equal(204);
  };
  const isIn = (state: string) => waitFor(state, async () => ((await progress()).state === state ? progress() : undefined));
  const isUpToDate = () => waitFor("the mark", async () => ((await progress()).behind === 0 ? progress() : undefined));

  it("halts when a delivery is given up, which is then a dead letter with its reason, and nothing later is sent", async () => {
    receiver.answer(status(500, "no"), status(503, "still no"));
    await ship(backend, token, "a");
    const halted = await isIn("halted");
    expect(halted).to.include({ problem: "It answered 503: still no", behind: 1 });
    await ship(backend, token, "b");
    const [letter] = await deliveries("dead");
    expect(letter).to.include({ state: "dead", eventCount: 1, tries: 2, problem: "It answered 503: still no", after: halted.mark });
    expect(letter?.settledAt).to.be.a("string");
    expect(await deliveries("pending")).to.deep.equal([]);
    expect(receiver.received).to.have.length(2);
  });

  it("halts at once when its subscriber is gone for good (410)", async () => {
    receiver.answer(status(410));
    await ship(backend, token, "a");
    await isIn("halted");
    expect(receiver.received).to.have.length(1);
  });

  it("sends the dead letter again under its id, then the rest, when it is resumed", async () => {
    receiver.answer(status(500), status(500));
    await ship(backend, token, "a");
    await isIn("halted");
    await ship(backend, token, "b");
    await order("resume");
    await requestsTo(receiver, 4);
    await isUpToDate();
    expect(shipmentsOf(receiver)).to.deep.equal(["a", "b"]);
    expect(new Set(receiver.received.slice(0, 3).map(({ text }) => text)).size).to.equal(1);
    expect(await deliveries("dead")).to.deep.equal([]);
    expect(await progress()).to.include({ state: "active", problem: null });
  });

  it("goes on behind a dead letter when it is replayed from there, and the letter stays to be seen", async () => {
    receiver.answer(status(500), status(500));
    await ship(backend, token, "a");
    await isIn("halted");
    await ship(backend, token, "b");
    const [letter] = await deliveries("dead");
    await order("replay", { after: letter?.through ?? 0 });
    await requestsTo(receiver, 3);
    expect(receiver.received.at(-1)?.events.map(({ eventID }) => eventID)).to.deep.equal(["urn:test:b"]);
    expect(await deliveries("dead")).to.have.length(1);
  });

  it("sends the last of several dead letters of one mark, with all its tries, when it is resumed", async () => {
    receiver.answer(...Array.from({ length: 5 }, () => status(500)));
    await ship(backend, token, "a");
    const { mark } = await isIn("halted");
    await order("replay", { after: mark });
    await requestsTo(receiver, 4);
    await isIn("halted");
    expect(await deliveries("dead")).to.have.length(2);
    await order("resume");
    await isUpToDate();
    const ids = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(ids).to.deep.equal([ids[0], ids[0], ...Array.from({ length: 4 }, () => ids[2])]);
    expect(ids[2]).to.not.equal(ids[0]);
    expect((await deliveries("dead")).map(({ id: letter }) => ids[0]?.includes(letter))).to.deep.equal([true]);
  });

  it("sends the dead letter again, too, when it was paused after it had halted", async () => {
    receiver.answer(status(500), status(500));
    await ship(backend, token, "a");
    await isIn("halted");
    await order("pause");
    await order("resume");
    await requestsTo(receiver, 3);
    await isUpToDate();
    expect(new Set(receiver.received.map(({ headers }) => headers["idempotency-key"])).size).to.equal(1);
    expect(await deliveries("dead")).to.deep.equal([]);
  });

  it("sends everything again from a sequence or a time, in new documents", async () => {
    const { mark } = await progress();
    await ship(backend, token, "a");
    await ship(backend, token, "b");
    await isUpToDate();
    await order("replay", { after: mark });
    await waitFor("a and b", () => (receiver.received.flatMap(({ events }) => events).length >= 4 ? true : undefined));
    await isUpToDate();
    await order("replay", { from: "2026-01-01T00:00:00Z" });
    await waitFor("a and b", () => (receiver.received.flatMap(({ events }) => events).length >= 6 ? true : undefined));
    expect(shipmentsOf(receiver)).to.deep.equal(["a", "b", "a", "b", "a", "b"]);
    await order("replay", { after: Number.MAX_SAFE_INTEGER });
    await ship(backend, token, "c");
    await waitFor("c", () => (shipmentsOf(receiver).includes("c") ? true : undefined));
    expect(shipmentsOf(receiver)).to.have.length(7);
  });

  it("sends nothing while it is paused, and all of it after", async () => {
    await order("pause");
    await ship(backend, token, "a");
    const other = await startReceiver();
    await subscribe(backend, token, { dest: other.url, stream: true, initialRecordTime: "2026-01-01T00:00:00Z" });
    await requestsTo(other, 1);
    expect(receiver.received).to.deep.equal([]);
    await order("resume");
    await requestsTo(receiver, 1);
    expect(shipmentsOf(receiver)).to.deep.equal(["a"]);
    await other.stop();
  });

  it("that is paused while a document is on its way sends that again, under its id", async () => {
    const isAsked = Promise.withResolvers<() => void>();
    receiver.answer((response) => isAsked.resolve(() => response.writeHead(204).end()));
    await ship(backend, token, "a");
    const answerLate = await isAsked.promise;
    await order("pause");
    answerLate();
    await order("resume");
    await requestsTo(receiver, 2);
    await isUpToDate();
    expect(shipmentsOf(receiver)).to.deep.equal(["a"]);
  });

  it("is nobody else's: to others it does not exist, and bad orders change nothing", async () => {
    const stranger = await tokenOf(backend, makeActor(backend, "rival"));
    expect((await backend.request("GET", "/api/subscriptions", { token: stranger })).json()).to.deep.equal({ items: [], next: null });
    const path = `/api/subscriptions/${id}`;
    expectProblem(await backend.request("GET", `${path}/deliveries`, { token: stranger }), 404, "traceability.unknown-subscription");
    for (const what of ["pause", "resume"])
      expectProblem(await backend.request("POST", `${path}/${what}`, { token: stranger }), 404, "traceability.unknown-subscription");
    const replay = (body: object, as = token) => backend.request("POST", `${path}/replay`, { body, token: as });
    expectProblem(await replay({ after: 0 }, stranger), 404, "traceability.unknown-subscription");
    for (const body of [{}, { after: -1 }, { after: 1, from: "2026-01-01T00:00:00Z" }, { from: "yesterday" }])
      expectProblem(await replay(body), 400, "platform.bad-request");
    expect(await progress()).to.include({ state: "active" });
  });

  it("is seen by whoever runs the installation, without the secret in its address, and resumed by an admin", async () => {
    const [admin, auditor] = [await installationToken(backend, "admin"), await installationToken(backend, "auditor")];
    const mill = await tokenOf(backend, makeActor(backend, "mill"));
    const other = await subscribe(backend, mill, { dest: "https://mill.example/hook?key=secret", stream: true });
    expect((await backend.request("POST", `/api/subscriptions/${other}/pause`, { token: mill })).status).to.equal(204);
    receiver.answer(status(500), status(500));
    await ship(backend, token, "a");
    await isIn("halted");
    const read = async <Item>(path: string, by: string) =>
      (await backend.request("GET", path, { token: by })).json<{ items: Item[] }>().items;
    const all = (await read("/api/subscriptions", auditor)).map((one) => subscriptionProgress.strict().parse(one));
    expect(all.map((one) => one.id)).to.have.members([id, other]);
    expect(all.find((one) => one.id === other)?.dest).to.equal("https://mill.example/hook?…");
    const halted = await read<SubscriptionProgress>("/api/subscriptions?state=halted", auditor);
    expect(halted.map((one) => [one.id, one.deadLetters])).to.deep.equal([[id, 1]]);
    expect(await read(`/api/subscriptions?account=${accountOf("mill").address.toLowerCase()}`, auditor)).to.have.length(1);
    const [letter] = (await read("/api/deliveries?state=dead", auditor)).map((one) => deliveryView.strict().parse(one));
    expect(letter).to.include({ subscriptionId: id, account: accountOf("farm").address, canBeResent: true });
    expect(await read("/api/deliveries", mill), "others' deliveries").to.deep.equal([]);
    expect(await read(`/api/deliveries?subscription=${other}`, auditor)).to.deep.equal([]);
    for (const [name, count] of Object.entries({ farm: 1, mill: 0 }))
      expect(await read(`/api/deliveries?account=${accountOf(name).address.toLowerCase()}&state=dead`, auditor), name).to.have.length(
        count,
      );
    expect(await read(`/api/deliveries?account=${accountOf("farm").address}`, mill), "others' by name").to.deep.equal([]);

    const resume = (by: string) => backend.request("POST", `/api/subscriptions/${id}/resume`, { token: by });
    expectProblem(await resume(auditor), 403, "platform.forbidden");
    expect((await resume(admin)).status).to.equal(204);
    await isUpToDate();
    expect(shipmentsOf(receiver)).to.include("a");
    const log = await read<{ entry: { action: string; account: string } }>(`/api/audit?subject=${id}`, token);
    expect(log[0]?.entry, "its organisation's log").to.include({ action: "subscription.resumed", account: accountOf("farm").address });
  });
});
