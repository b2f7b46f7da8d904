import { expect } from "chai";
import { createOutbox, type SendResult } from "../../src/lib/outbox/create-outbox.ts";
import type { NewOutboxEntry, OutboxEntry } from "../../src/lib/outbox/outbox-entry.ts";

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

function memory(initial: string | null = null) {
  let value = initial;
  return { getItem: () => value, setItem: (_: string, next: string) => void (value = next) };
}

function outboxThat(send: (entry: OutboxEntry) => Promise<SendResult>, storage = memory()) {
  let next = 0;
  return createOutbox({ storage, send, now: () => new Date("2026-11-21T10:00:00Z"), newId: () => `id-${(next += 1)}` });
}

describe("outbox of signed requests", () => {
  it("keeps a request whose sending failed, with the very bytes that were signed for", async () => {
    const storage = memory();
    const entry = await outboxThat(() => Promise.resolve({ kind: "offline", problem: null }), storage).post(REQUEST);
    expect(entry.state).to.equal("waiting");
    const reopened = outboxThat(() => Promise.resolve({ kind: "offline", problem: null }), storage);
    expect(reopened.list().map(({ body }) => body)).to.deep.equal([REQUEST.body]);
  });

  it("repeats a request under the same idempotency key until it is answered, and not after", async () => {
    const keys: string[] = [];
    const outbox = outboxThat((entry) => {
      keys.push(entry.id);
      return Promise.resolve(keys.length < 3 ? { kind: "offline", problem: null } : { kind: "answered", answer: { ok: true } });
    });
    await outbox.post(REQUEST);
    await outbox.drain();
    await outbox.drain();
    await outbox.drain();
    expect(keys).to.deep.equal(["id-1", "id-1", "id-1"]);
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

  it("sends what waits in the order in which it was signed", async () => {
    const bodies: string[] = [];
    let online = false;
    const outbox = outboxThat(({ body }) => {
      if (online) bodies.push(body);
      return Promise.resolve(online ? { kind: "answered", answer: null } : { kind: "offline", problem: null });
    });
    await outbox.post({ ...REQUEST, body: "first" });
    await outbox.post({ ...REQUEST, body: "second" });
    online = true;
    await outbox.drain();
    expect(bodies).to.deep.equal(["first", "second"]);
  });

  it("sends one request once when two attempts meet", async () => {
    let sent = 0;
    const answers: ((result: SendResult) => void)[] = [];
    const outbox = outboxThat(() => {
      sent += 1;
      return new Promise((resolve) => answers.push(resolve));
    });
    const posted = outbox.post(REQUEST);
    const drained = outbox.drain();
    answers[0]?.({ kind: "answered", answer: null });
    await Promise.all([posted, drained]);
    expect(sent).to.equal(1);
  });

  it("starts empty on storage that holds something else", () => {
    expect(outboxThat(() => Promise.reject(new Error("unused")), memory('{"not":"a list"}')).list()).to.deep.equal([]);
  });

  it("tells its listeners, and gives them a list that stays the same between changes", async () => {
    const outbox = outboxThat(() => Promise.resolve({ kind: "answered", answer: null }));
    let told = 0;
    const stop = outbox.subscribe(() => (told += 1));
    await outbox.post(REQUEST);
    expect(told).to.equal(2);
    expect(outbox.list()).to.equal(outbox.list());
    stop();
    outbox.discard("id-1");
    expect(told).to.equal(2);
    expect(outbox.list()).to.deep.equal([]);
  });
});
