import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { runUntilKilled, startBackendProcess } from "../support/doomed-backend.ts";
import { documentOf, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";
import { eventsOf } from "../support/query-answers.ts";
import { waitFor } from "../support/wait-for.ts";

describe("kill -9 of a worker that stores a capture", function () {
  this.timeout(120_000);
  let world: ChainWorld;
  let backend: TestBackend;
  before(async () => {
    world = await startChainWorld();
    // Takes captures in and leaves them to others.
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  it("loses nothing that was acknowledged and doubles nothing: the next worker stores it", async () => {
    const token = await tokenOf(backend, makeActor(backend, "farm"));
    const body = documentOf([observation(), observation({ bizStep: "packing" })]);
    const accepted = await backend.request("POST", "/epcis/capture", { body, token });
    expect(accepted.status).to.equal(202);
    const found = async () => eventsOf(await backend.request("GET", "/epcis/events"));
    const databaseUrl = backend.app.config.databaseUrl.reveal();

    const env = { WAYBILL_ROLES: "worker", FAULT_AT: "capture.before_finish:kill" };
    expect(await runUntilKilled(world, databaseUrl, env)).to.equal("SIGKILL");
    expect(await found()).to.deep.equal([]);
    expect((await backend.request("GET", accepted.headers.get("location") ?? "")).json()).to.include({ running: true, success: true });

    const next = await startBackendProcess(world, databaseUrl, { WAYBILL_ROLES: "worker" });
    try {
      const events = await waitFor("the capture", async () => ((await found()).length > 0 ? found() : undefined));
      expect(events.map(({ bizStep }) => bizStep)).to.deep.equal(["shipping", "packing"]);
      expect(await backend.count("statements")).to.equal(2);
    } finally {
      next.kill();
      await next.exited;
    }
  });
});
