import { expect } from "chai";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { startReceiver, type Receiver } from "../../support/receiver.ts";
import { keepQuery, requestsTo, ship, shipmentsOf, subscribe, SUBSCRIPTIONS, subscriptionRow } from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("a subscription with a schedule", () => {
  const START = new Date("2026-07-01T00:00:00Z");
  let now = START;
  let backend: TestBackend;
  let receiver: Receiver;
  let token: string;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    now = START;
    await backend.clear();
    receiver = await startReceiver();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
  });
  afterEach(() => receiver.stop());

  const dueAt = async (id: string) => (await subscriptionRow(backend, id))?.due_at?.toISOString();
  const isDueAt = (id: string, time: string) => waitFor(time, async () => ((await dueAt(id)) === time ? true : undefined));

  it("reports at its times, everything since the last time, and nothing in between", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, schedule: { hour: "1", minute: "5" } });
    expect(await dueAt(id)).to.equal("2026-07-01T01:05:00.000Z");
    await ship(backend, token, "a");
    await ship(backend, token, "b");
    expect(receiver.received).to.deep.equal([]);
    now = new Date("2026-07-01T01:05:00Z");
    await isDueAt(id, "2026-07-02T01:05:00.000Z");
    expect(receiver.received.map(({ events }) => events.length)).to.deep.equal([2]);
    await ship(backend, token, "c");
    now = new Date("2026-07-02T01:05:00Z");
    await isDueAt(id, "2026-07-03T01:05:00.000Z");
    expect(shipmentsOf(receiver)).to.deep.equal(["a", "b", "c"]);
    const shown = (await backend.request("GET", `${SUBSCRIPTIONS}/${id}`, { token })).json();
    expect(shown).to.include({ lastNotifiedAt: now.toISOString(), minRecordTime: now.toISOString() });
  });

  it("is silent when nothing matched, unless it is to report that too", async () => {
    const quiet = await startReceiver();
    const [loudId, quietId] = [
      await subscribe(backend, token, { dest: receiver.url, schedule: { hour: "*" }, reportIfEmpty: true }),
      await subscribe(backend, token, { dest: quiet.url, schedule: { hour: "*" } }),
    ];
    now = new Date("2026-07-01T01:00:00Z");
    for (const id of [loudId, quietId]) await isDueAt(id, "2026-07-01T02:00:00.000Z");
    const [{ text, events } = expect.fail("nothing came")] = await requestsTo(receiver, 1);
    expect(events).to.deep.equal([]);
    expect(validateEpcis(parseLosslessObject(text))).to.deep.equal([]);
    await ship(backend, token, "a");
    now = new Date("2026-07-01T02:00:00Z");
    for (const id of [loudId, quietId]) await isDueAt(id, "2026-07-01T03:00:00.000Z");
    expect(receiver.received.map(({ events: { length } }) => length)).to.deep.equal([0, 1]);
    expect(quiet.received.map(({ events: { length } }) => length)).to.deep.equal([1]);
    await quiet.stop();
  });

  it("that was missed, because nobody was there, is made up for once", async () => {
    const id = await subscribe(backend, token, { dest: receiver.url, schedule: { hour: "*" }, reportIfEmpty: true });
    now = new Date("2026-07-03T17:30:00Z");
    await isDueAt(id, "2026-07-03T18:00:00.000Z");
    expect(receiver.received).to.have.length(1);
  });
});
