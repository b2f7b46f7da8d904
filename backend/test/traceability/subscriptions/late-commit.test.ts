import { expect } from "chai";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { prepareStatement } from "../../../src/modules/traceability/capture/prepare-statement.ts";
import { createSettledSequence } from "../../../src/modules/traceability/subscriptions/settled-sequence.ts";
import { storeStatements } from "../../../src/modules/traceability/traceability.store.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { keepQuery, requestsTo, ship, shipmentsOf, subscribe, subscriptionRow } from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";
import { startReceiver, type Receiver } from "../../support/receiver.ts";

interface OpenTransaction {
  /** Lets it commit, or with an error roll back. */
  end(error?: Error): void;
  ended: Promise<void>;
}

describe("an event whose transaction commits late", () => {
  let backend: TestBackend;
  let receiver: Receiver;
  let farm: Address;
  let token: string;
  beforeEach(async () => {
    backend = await startTestBackend();
    receiver = await startReceiver();
    farm = makeActor(backend, "farm");
    token = await tokenOf(backend, farm);
    await keepQuery(backend, token);
  });
  afterEach(async () => {
    await backend.stop();
    await receiver.stop();
  });

  /** Stores an event, which is given its sequence, in a transaction that stays open. */
  async function shipSlowly(name: string): Promise<OpenTransaction> {
    const event = observation({ eventID: `urn:test:${name}` }) as JsonObject;
    const { statement } = prepareStatement(
      { index: 0, pointer: "", path: "", event, eventJson: stringifyLossless(event), author: { kind: "claimed", account: farm } },
      backend.app.random,
    );
    const gate = Promise.withResolvers<undefined>();
    const stored = Promise.withResolvers<undefined>();
    const ended = inTransaction(backend.app, async (ctx) => {
      await storeStatements(ctx, [statement], null);
      stored.resolve(undefined);
      await gate.promise;
    });
    ended.catch(stored.reject);
    await stored.promise;
    return { end: (error) => (error ? gate.reject(error) : gate.resolve(undefined)), ended };
  }

  it("is not missed: later events wait for it, and come after it", async () => {
    await subscribe(backend, token, { dest: receiver.url, stream: true });
    const slow = await shipSlowly("slow");
    await ship(backend, token, "quick");
    const settledSequence = createSettledSequence(backend.app);
    // Many looks, with the quick one committed long since.
    for (let look = 0; look < 20; look++) expect((await settledSequence.read()).through).to.equal(0n);
    expect(receiver.received).to.deep.equal([]);
    slow.end();
    await slow.ended;
    await requestsTo(receiver, 1);
    await ship(backend, token, "last");
    await requestsTo(receiver, 2);
    expect(shipmentsOf(receiver)).to.deep.equal(["slow", "quick", "last"]);
  });

  it("is waited for by a schedule whose time comes, rather than left for the next time", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, schedule: { second: "*" } });
    const slow = await shipSlowly("slow");
    await ship(backend, token, "quick");
    await waitFor("a time that passes", async () => {
      const dueAt = (await subscriptionRow(backend, id))?.due_at;
      return dueAt && Date.now() - dueAt.getTime() > 1_500 ? true : undefined;
    });
    expect(receiver.received).to.deep.equal([]);
    slow.end();
    await slow.ended;
    await requestsTo(receiver, 1);
    expect(shipmentsOf(receiver)).to.deep.equal(["slow", "quick"]);
  });

  it("does not hold up others when it is rolled back", async () => {
    await subscribe(backend, token, { dest: receiver.url, stream: true });
    const slow = await shipSlowly("slow");
    await ship(backend, token, "quick");
    slow.end(new Error("rolled back"));
    await slow.ended.catch(() => undefined);
    await requestsTo(receiver, 1);
    expect(shipmentsOf(receiver)).to.deep.equal(["quick"]);
  });

  it("does not hold up what came before it, though some transaction is always open", async () => {
    const settledSequence = createSettledSequence(backend.app);
    let open = await shipSlowly("1");
    expect((await settledSequence.read()).through).to.equal(0n);
    for (const sequence of [1n, 2n, 3n]) {
      const next = await shipSlowly(String(sequence + 1n));
      open.end();
      await open.ended;
      expect((await settledSequence.read()).through).to.equal(sequence);
      open = next;
    }
    open.end();
    await open.ended;
    expect((await settledSequence.read()).through).to.equal(4n);
  });
});
