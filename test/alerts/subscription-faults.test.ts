import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../../backend/test/support/backend.ts";
import { makeActor } from "../../backend/test/support/events.ts";
import { tokenOf } from "../../backend/test/support/organisations.ts";
import { startReceiver, status, type Receiver } from "../../backend/test/support/receiver.ts";
import { keepQuery, requestsTo, ship, subscribe, subscriptionRow } from "../../backend/test/support/subscribing.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { createMovableClock, watchMetrics, type Watched } from "./support/watched-backend.ts";

describe("alerts about subscriptions", () => {
  let backend: TestBackend;
  let watched: Pick<Watched, "pass" | "firing">;
  let receiver: Receiver;
  let token: string;
  let id: string;
  beforeEach(async () => {
    const clock = createMovableClock();
    backend = await startTestBackend({ WEBHOOK_MAX_TRIES: "2" }, { clock });
    watched = watchMetrics(backend.url, clock);
    receiver = await startReceiver();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
    id = await subscribe(backend, token, { dest: receiver.url, stream: true });
  });
  afterEach(async () => {
    await backend.stop();
    await receiver.stop();
  });

  const isTaken = (after = 0) =>
    waitFor("the event to be taken", async () => {
      const row = await subscriptionRow(backend, id);
      return row?.problem === null && row.claimed_until === null && Number(row.mark) > after ? Number(row.mark) : undefined;
    });

  it("none fires while events come and are taken", async () => {
    let mark = 0;
    for (const name of ["a", "b", "c"]) {
      await ship(backend, token, name);
      mark = await isTaken(mark);
      expect(await watched.pass(900, 60)).to.deep.equal([]);
    }
  });

  it("WaybillSubscriptionLag fires eleven minutes after an event that a subscriber has not got, and ends when it has it", async () => {
    // Long enough for the pauses of any retry to lie behind what passes here.
    receiver.answer(status(503, "", { "Retry-After": "3600" }));
    await ship(backend, token, "a");
    await waitFor("the refusal", async () => ((await subscriptionRow(backend, id))?.problem ? true : undefined));
    expect(await watched.pass(570)).to.deep.equal([]);
    expect(await watched.pass(120)).to.deep.equal(["WaybillSubscriptionLag"]);
    await watched.pass(3_000, 60);
    await requestsTo(receiver, 2);
    await isTaken();
    expect(await watched.firing()).to.deep.equal([]);
  });

  it("WaybillDeadLetters fires when a delivery is given up, and ends when its subscription goes on", async () => {
    receiver.answer(status(410));
    await ship(backend, token, "a");
    await waitFor("the halt", async () => ((await subscriptionRow(backend, id))?.state === "halted" ? true : undefined));
    expect(await watched.firing()).to.deep.equal(["WaybillDeadLetters"]);
    await backend.request("POST", `/api/subscriptions/${id}/resume`, { token });
    await isTaken();
    expect(await watched.firing()).to.deep.equal([]);
  });
});
