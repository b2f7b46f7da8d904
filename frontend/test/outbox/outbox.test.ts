import { expect } from "chai";
import { createOutbox, type OutboxDependencies, type SendResult } from "../../src/lib/outbox/create-outbox.ts";
import type { NewOutboxEntry, OutboxEntry } from "../../src/lib/outbox/outbox-entry.ts";
import type { OutboxStore } from "../../src/lib/outbox/outbox-store.ts";

const REQUEST: NewOutboxEntry = {
  kind: "statement",
  account: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  path: "/epcis/events",
  contentType: "application/json",
  body: '{"event":{"quantity":1.0}}',
  label: "Harvested",
  reference: "0x01",
};
const PROBLEM = {
  type: "/problems/x",
  title: "No",
  status: 422,
  detail: "The signature is by another account.",
  code: "traceability.wrong-signer",
  traceId: "1",
  retryable: false,
};
const OFFLINE: SendResult = { kind: "offline", problem: null };
const ANSWERED: SendResult = { kind: "answered", answer: null };

/** A store in memory that tabs may share. */
function memory(): OutboxStore & { entries: Map<string, OutboxEntry> } {
  const entries = new Map<string, OutboxEntry>();
  return {
    entries,
    list: () => Promise.resolve([...entries.values()]),
    put: (changed) => Promise.resolve(changed.forEach((entry) => entries.set(entry.id, entry))),
    remove: (ids) => Promise.resolve(ids.forEach((id) => entries.delete(id))),
  };
}

/** Work of all tabs of one browser, one after the other. */
function lock() {
  let last = Promise.resolve();
  return (work: () => Promise<void>) => (last = last.then(work));
}

let next = 0;

function outboxThat(
  send: OutboxDependencies["send"],
  { store = memory(), alone = lock(), unsent = [] }: { store?: OutboxStore; alone?: ReturnType<typeof lock>; unsent?: string[] } = {},
) {
  const now = () => new Date("2026-11-21T10:00:00Z");
  return createOutbox({
    store,
    send,
    alone,
    announce: () => undefined,
    onUnsent: async (id) => void unsent.push(id),
    now,
    newId: () => `id-${(next += 1)}`,
  });
}

describe("outbox of signed requests", () => {
  it("tells which entries will never be sent, so that their events may be signed again", async () => {
    const unsent: string[] = [];
    const results: SendResult[] = [ANSWERED, { kind: "refused", problem: PROBLEM }, OFFLINE];
    const outbox = outboxThat(() => Promise.resolve(results.shift() ?? OFFLINE), { unsent });
    const sent = await outbox.post(REQUEST);
    const refused = await outbox.post(REQUEST);
    const waiting = await outbox.post(REQUEST);
    expect(unsent).to.deep.equal([refused.id]);
    await outbox.discard(sent.id);
    await outbox.discard(waiting.id);
    expect(unsent).to.deep.equal([refused.id, waiting.id]);
  });

  it("keeps a request whose sending failed, with the very bytes that were signed for", async () => {
    const store = memory();
    const entry = await outboxThat(() => Promise.resolve(OFFLINE), { store }).post(REQUEST);
    expect(entry.state).to.equal("waiting");
    const reopened = outboxThat(() => Promise.resolve(OFFLINE), { store });
    await reopened.reload();
    expect(reopened.list().map(({ body }) => body)).to.deep.equal([REQUEST.body]);
  });

  it("writes a request down before it is sent", async () => {
    const store = memory();
    let wasStored = false;
    await outboxThat(
      ({ id }) => {
        wasStored = store.entries.has(id);
        return Promise.resolve(ANSWERED);
      },
      { store },
    ).post(REQUEST);
    expect(wasStored).to.equal(true);
  });

  it("repeats a request under the same idempotency key until it is answered, and not after", async () => {
    const keys: string[] = [];
    const outbox = outboxThat((entry) => {
      keys.push(entry.id);
      return Promise.resolve(keys.length < 3 ? OFFLINE : { kind: "answered", answer: { ok: true } });
    });
    await outbox.post(REQUEST);
    await outbox.drain();
    await outbox.drain();
    await outbox.drain();
    expect(keys).to.have.length(3);
    expect(new Set(keys).size).to.equal(1);
    expect(outbox.list()[0]).to.include({ state: "sent" });
  });

  it("does not repeat what the server refused, and keeps its reason", async () => {
    let sent = 0;
    const outbox = outboxThat(() => {
      sent += 1;
      return Promise.resolve({ kind: "refused", problem: PROBLEM });
    });
    const entry = await outbox.post(REQUEST);
    await outbox.drain();
    expect(sent).to.equal(1);
    expect(entry.problem?.detail).to.equal(PROBLEM.detail);
  });

  it("sends what waits in the order in which it was signed, and nothing before what does not get through", async () => {
    const bodies: string[] = [];
    let online = false;
    const outbox = outboxThat(({ body }) => {
      bodies.push(body);
      return Promise.resolve(online ? ANSWERED : OFFLINE);
    });
    await outbox.keep(["first", "second", "third"].map((body) => ({ ...REQUEST, body })));
    await outbox.drain();
    expect(bodies).to.deep.equal(["first"]);
    online = true;
    await outbox.drain();
    expect(bodies).to.deep.equal(["first", "first", "second", "third"]);
  });

  it("goes on after a refusal, which no later attempt cures", async () => {
    const outbox = outboxThat(({ body }) => Promise.resolve(body === "bad" ? { kind: "refused", problem: PROBLEM } : ANSWERED));
    await outbox.keep([{ ...REQUEST, body: "bad" }, REQUEST]);
    await outbox.drain();
    expect(outbox.list().map(({ state }) => state)).to.deep.equal(["sent", "refused"]);
  });

  it("sends one request once when two attempts meet, in one tab or in two", async () => {
    const store = memory();
    const alone = lock();
    let sent = 0;
    const send = () => {
      sent += 1;
      return Promise.resolve(ANSWERED);
    };
    const [here, there] = [outboxThat(send, { store, alone }), outboxThat(send, { store, alone })];
    await Promise.all([here.post(REQUEST), here.drain(), there.drain()]);
    expect(sent).to.equal(1);
    await there.reload();
    expect(there.list()[0]).to.include({ state: "sent" });
    // Both pages know of the next one before either sends it.
    await here.keep([REQUEST]);
    await there.reload();
    await Promise.all([here.drain(), there.drain()]);
    expect(sent).to.equal(2);
  });

  it("keeps an entry on the page, sends it, and says so when the browser cannot write it down", async () => {
    const full: OutboxStore = { ...memory(), put: () => Promise.reject(new DOMException("full", "QuotaExceededError")) };
    let online = false;
    const outbox = outboxThat(() => Promise.resolve(online ? ANSWERED : OFFLINE), { store: full });
    await outbox.post(REQUEST);
    expect(outbox.isLasting()).to.equal(false);
    await outbox.reload();
    expect(outbox.list()).to.have.length(1);
    online = true;
    await outbox.drain();
    expect(outbox.list()[0]).to.include({ state: "sent" });
    expect(outbox.isLasting()).to.equal(true);
  });

  it("does not bring back what was discarded while it was on its way", async () => {
    const store = memory();
    let answer: (result: SendResult) => void = () => undefined;
    const asked = Promise.withResolvers<void>();
    const outbox = outboxThat(
      () => {
        asked.resolve();
        return new Promise((resolve) => (answer = resolve));
      },
      { store },
    );
    const posted = outbox.post(REQUEST);
    await asked.promise;
    await outbox.discard(outbox.list()[0]?.id ?? "");
    answer(OFFLINE);
    await posted;
    expect(outbox.list()).to.deep.equal([]);
    expect(store.entries.size).to.equal(0);
  });

  it("gives up an attempt whose connection is gone, and begins anew at once with whoever asked meanwhile", async () => {
    const begun = Promise.withResolvers<void>();
    let isBack = false;
    const outbox = outboxThat((_, stop) => {
      begun.resolve();
      if (isBack) return Promise.resolve(ANSWERED);
      return new Promise((resolve) => stop.signal.addEventListener("abort", () => resolve(OFFLINE)));
    });
    const posted = outbox.post(REQUEST);
    await begun.promise;
    const again = outbox.drain();
    isBack = true;
    outbox.interrupt();
    expect(await posted).to.include({ state: "waiting", triedAt: "2026-11-21T10:00:00.000Z" });
    await again;
    expect(outbox.list()[0]).to.include({ state: "sent" });
    outbox.interrupt();
  });

  it("keeps the last hundred that have arrived, and everything that has not", async () => {
    const store = memory();
    const outbox = outboxThat(({ body }) => Promise.resolve(body === "bad" ? { kind: "refused", problem: PROBLEM } : ANSWERED), { store });
    await outbox.keep([{ ...REQUEST, body: "bad" }, ...Array.from({ length: 120 }, () => REQUEST)]);
    await outbox.drain();
    expect(outbox.list().filter(({ state }) => state === "sent")).to.have.length(100);
    expect(outbox.list().filter(({ state }) => state === "refused")).to.have.length(1);
    expect(store.entries.size).to.equal(101);
  });

  it("tells its listeners, and gives them a list that stays the same between changes", async () => {
    const outbox = outboxThat(() => Promise.resolve(ANSWERED));
    let told = 0;
    const stop = outbox.subscribe(() => (told += 1));
    const { id } = await outbox.post(REQUEST);
    expect(told).to.be.greaterThan(1);
    expect(outbox.list()).to.equal(outbox.list());
    stop();
    const before = told;
    await outbox.discard(id);
    expect(told).to.equal(before);
    expect(outbox.list()).to.deep.equal([]);
  });
});
