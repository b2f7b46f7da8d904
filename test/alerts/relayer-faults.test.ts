import { expect } from "chai";
import { createChainSeam } from "../../backend/src/modules/chain/create-chain.ts";
import { inTransaction } from "../../backend/src/platform/context.ts";
import { captureOnChain } from "../../backend/test/support/capture-on-chain.ts";
import { registerActor, type ChainBackend } from "../../backend/test/support/chain-backend.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../../backend/test/support/chain-world.ts";
import { observation } from "../../backend/test/support/events.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { createMigratedDatabase } from "../../backend/test/support/databases.ts";
import { watchBackend, type Watched } from "./support/watched-backend.ts";

const RARELY = { ANCHOR_MAX_EVENTS: "50", ANCHOR_MAX_SECONDS: "36000", WAYBILL_DEMO: "on" };

describe("alerts about relayer and anchors", function () {
  this.timeout(90_000);
  let world: ChainWorld;
  let databaseUrl: string;
  let watched: Watched;
  let minute = 10;
  beforeEach(async () => {
    world = await startChainWorld();
    databaseUrl = (await createMigratedDatabase()).url;
    watched = await watchBackend(world, databaseUrl, RARELY);
    await registerActor(callable(watched), world, KEYS.alice, "Alice Farms");
  });
  afterEach(async () => {
    await watched.stop();
    await world.stop();
  });

  /** The calls that the shared helpers make. */
  function callable(backend: Watched): ChainBackend {
    const read = async (response: Response) => ({ status: response.status, body: (await response.json()) as never });
    const headers = { "content-type": "application/json" };
    return {
      ...backend,
      get: async (path) => read(await fetch(backend.url + path)),
      post: async (path, body) => read(await fetch(backend.url + path, { method: "POST", headers, body: JSON.stringify(body) })),
    };
  }

  function capture() {
    return captureOnChain(callable(watched), world, KEYS.alice, observation({ eventTime: `2026-04-17T11:${++minute}:42-04:00` }));
  }

  async function anchorNow(): Promise<void> {
    await callable(watched).post("/api/anchors", {});
  }

  /** Waits until a number of transactions is in one of these states. */
  async function inState(count: number, ...states: string[]): Promise<void> {
    await waitFor(`${count} transactions ${states.join(" or ")}`, async () => {
      const { rows } = await watched.app.db.pool.query("SELECT 1 FROM transactions WHERE state = ANY($1)", [states]);
      return rows.length >= count ? true : undefined;
    });
  }

  it("none fires while statements are anchored", async () => {
    for (let rounds = 1; rounds <= 5; rounds++) {
      await capture();
      await anchorNow();
      await inState(rounds + 1, "included", "final");
      await world.mine(3);
      expect(await watched.pass(180)).to.deep.equal([]);
    }
  });

  it("WaybillTransactionStuck fires after five minutes without a block for it, though it was bumped all the while", async () => {
    await world.anvil.rpc("evm_setAutomine", [false]);
    await capture();
    await anchorNow();
    await inState(1, "sent");
    expect(await watched.pass(285)).to.deep.equal([]);
    expect(await watched.pass(30)).to.deep.equal(["WaybillTransactionStuck"]);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.mine();
    await inState(2, "included", "final");
    expect(await watched.pass(15)).to.deep.equal([]);
  });

  it("WaybillTransactionFailed fires when the contract refuses what was queued, and ends when nothing more fails", async () => {
    expect(await watched.pass(30)).to.deep.equal([]);
    const { relay } = createChainSeam(watched.app);
    await inTransaction(watched.app, (ctx) => relay.call(ctx, { businessKey: "anchor:none", functionName: "anchor", args: [word(0)] }));
    await inState(1, "failed");
    expect(await watched.pass(15)).to.deep.equal(["WaybillTransactionFailed"]);
    expect(await watched.pass(900, 60)).to.deep.equal([]);
  });

  it("WaybillRunwayShort fires when the money lasts two more hours, and ends when there is more", async () => {
    const { rows } = await watched.app.db.pool.query<{ spent: string }>(
      "SELECT sum(gas_used * effective_gas_price) AS spent FROM transactions",
    );
    const relayer = world.caller.addressOf(KEYS.relayer);
    const setBalance = (wei: bigint) => world.anvil.rpc("anvil_setBalance", [relayer, `0x${wei.toString(16)}`]);
    await setBalance(2n * BigInt(rows[0]?.spent ?? 0));
    expect(await watched.pass(285)).to.deep.equal([]);
    expect(await watched.pass(45)).to.deep.equal(["WaybillRunwayShort"]);
    await setBalance(10n ** 21n);
    expect(await watched.pass(15)).to.deep.equal([]);
    await setBalance(0n);
    expect(await watched.pass(330)).to.deep.equal(["WaybillRunwayShort"]);
  });

  it("WaybillAnchorDelay fires when a statement waits and nobody is there to anchor it", async () => {
    await capture();
    await inState(1, "included", "final");
    await watched.stop();
    watched = await watchBackend(world, databaseUrl, { WAYBILL_ROLES: "api,indexer" });
    expect(await watched.pass(600)).to.deep.equal([]);
    expect(await watched.pass(90)).to.deep.equal(["WaybillAnchorDelay"]);
  });
});
