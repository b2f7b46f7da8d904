import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { startChainWorld, type ChainWorld } from "../../support/chain-world.ts";
import { startBackendProcess, type BackendProcess } from "../../support/doomed-backend.ts";
import { makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { startReceiver, type Receiver } from "../../support/receiver.ts";
import { keepQuery, shipmentsOf, subscribe } from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";

describe("kill -9 of a worker that is sending", function () {
  // Four processes start, and three claims run out.
  this.timeout(300_000);
  let world: ChainWorld;
  let backend: TestBackend;
  let receiver: Receiver;
  before(async () => {
    world = await startChainWorld();
    // Stores events and sends none.
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    receiver = await startReceiver();
  });
  after(async () => {
    await backend.stop();
    await receiver.stop();
    await world.stop();
  });

  it("loses no event, and a subscriber that knows deliveries by their id gets each exactly once", async () => {
    const token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
    await subscribe(backend, token, { dest: receiver.url, stream: true });
    const names = Array.from({ length: 12 }, (_, index) => String(index));
    const ship = async (some: readonly string[]) => {
      for (const name of some) {
        const body = observation({ eventID: `urn:test:${name}` });
        expect((await backend.request("POST", "/epcis/events", { body, token })).status).to.equal(201);
      }
    };

    let worker: BackendProcess | undefined;
    const start = async () => {
      const env = { WAYBILL_ROLES: "worker", WEBHOOK_TIMEOUT_SECONDS: "1" };
      worker = await startBackendProcess(world, backend.app.config.databaseUrl.reveal(), env);
    };
    // Between the sending and the answer; after the answer; in the middle of it.
    receiver.answer(
      () => worker?.kill(),
      (response) => response.writeHead(204).end(() => worker?.kill()),
      (response) => {
        response.writeHead(204, { "Content-Length": 10 }).write("half", () => worker?.kill());
      },
    );
    for (let life = 1; life <= 3; life++) {
      // Something new each time: the life before may have come to record what it sent.
      await ship(names.slice(2 * life - 2, 2 * life));
      await start();
      expect(await worker?.exited).to.equal("SIGKILL");
      expect(receiver.received.length, `life ${life}`).to.equal(life);
    }
    await start();
    await ship(names.slice(6));
    await waitFor("the last", () => (shipmentsOf(receiver).includes("11") ? true : undefined));
    worker?.kill();
    await worker?.exited;

    expect(shipmentsOf(receiver)).to.deep.equal(names);
    const texts = new Map(receiver.received.map(({ headers, text }) => [headers["idempotency-key"], text]));
    for (const { headers, text } of receiver.received) expect(texts.get(headers["idempotency-key"])).to.equal(text);
    expect(receiver.received.length).to.be.greaterThan(texts.size);
  });
});
