import { chainStatus, pageOf } from "@waybill/protocol/schemas/api/system";
import { anchorView, type AnchorView, type StatementView } from "@waybill/protocol/schemas/api/traceability";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { anchorsOf } from "../support/anchors.ts";
import { captureOnChain } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { LOT, observation } from "../support/events.ts";
import { waitFor } from "../support/wait-for.ts";

describe("anchoring", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let minute = 10;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "4", ANCHOR_MAX_SECONDS: "3600" });
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  function capture(change = {}): Promise<Hex32> {
    return captureOnChain(backend, world, KEYS.alice, observation({ eventTime: `2026-04-17T11:${++minute}:42-04:00`, ...change }));
  }

  function statementIn(commitment: Hex32, state: StatementView["state"]): Promise<StatementView> {
    return waitFor(`statement ${state}`, async () => {
      const { body } = await backend.get<StatementView>(`/api/statements/${commitment}`);
      return body.state === state ? body : undefined;
    });
  }

  const reader = () =>
    createRpcReader(async (method, params) => {
      const body = { jsonrpc: "2.0", id: 1, method, params };
      const answer = await backend.post<{ result?: unknown; error?: { message: string } }>("/rpc", body);
      if (answer.body.error) throw new Error(answer.body.error.message);
      return answer.body.result;
    });
  const trusted = () => ({ chainId: 31337, supplyChain: world.deployment.supplyChain as Address });

  it("anchors what waits when it is told to, and the bundle verifies against the chain alone", async () => {
    const commitment = await capture();
    expect((await backend.get<StatementView>(`/api/statements/${commitment}`)).body.state).to.equal("stored");
    const answer = await backend.post<{ batch: { id: number; root: Hex32; statements: number } }>("/api/anchors", {});
    expect([answer.status, answer.body.batch.statements]).to.deep.equal([202, 1]);
    const { anchor } = await statementIn(commitment, "included");
    const view = (await backend.get<AnchorView>(`/api/anchors/${anchor?.index}`)).body;
    anchorView.parse(view);
    expect([view.root, view.batch?.commitments]).to.deep.equal([answer.body.batch.root, [commitment]]);
    expect(view.author.account).to.equal(world.caller.addressOf(KEYS.relayer));
    await world.mine(3);
    await statementIn(commitment, "final");
    const bundle = await (await fetch(`${backend.url}/api/statements/${commitment}/bundle`)).text();
    const verdict = await verify(bundle, reader(), { trusted: trusted() });
    expect(verdict.outcome, JSON.stringify(verdict.steps, null, 1)).to.equal("verified");
  });

  it("anchors by itself once enough statements wait, chained to the batch before", async () => {
    const commitments = [await capture(), await capture(), await capture(), await capture()];
    await Promise.all(commitments.map((commitment) => statementIn(commitment, "included")));
    const page = (await backend.get<{ items: AnchorView[] }>("/api/anchors?limit=2")).body;
    pageOf(anchorView).parse(page);
    const [newest, previous] = page.items;
    expect(newest?.batch?.commitments).to.deep.equal(commitments);
    expect(newest?.batch?.previousRoot).to.equal(previous?.root);
  });

  it("proves a subject's history complete up to its newest anchor, and the whole journey verifies", async () => {
    await world.mine(3);
    const last = await capture({ bizStep: "receiving" });
    await backend.post("/api/anchors", {});
    await statementIn(last, "included");
    await world.mine(3);
    await statementIn(last, "final");
    const text = await (await fetch(`${backend.url}/api/journeys/bundle?subject=${encodeURIComponent(LOT)}`)).text();
    const { histories } = JSON.parse(text) as { histories: { subject: string; entries: { commitment: string }[] }[] };
    const history = histories.find(({ subject }) => subject === LOT);
    const { rows } = await backend.app.db.pool.query<{ commitment: string }>("SELECT commitment FROM statements ORDER BY sequence");
    expect(history?.entries.map(({ commitment }) => commitment)).to.deep.equal(rows.map(({ commitment }) => commitment));
    const verdict = await verifyJourney(text, reader(), { trusted: trusted() });
    expect(verdict.outcome, JSON.stringify(verdict, null, 1)).to.equal("verified");
  });

  it("sends an anchor again when a reorg took it away, without being asked", async () => {
    const commitment = await capture();
    await backend.post("/api/anchors", {});
    const { anchor } = await statementIn(commitment, "included");
    const before = (await backend.get<AnchorView>(`/api/anchors/${anchor?.index}`)).body;
    await world.reorg(1);
    const after = await waitFor("the same root in another block", async () => {
      const { body } = await backend.get<{ items: AnchorView[] }>("/api/anchors?limit=1");
      const [newest] = body.items;
      return newest?.root === before.root && newest.blockHash !== before.blockHash ? newest : undefined;
    });
    expect(after.transactionHash).to.equal(before.transactionHash);
    expect(await anchorsOf(world, before.root)).to.equal(1);
    expect((await statementIn(commitment, "included")).anchor?.index).to.equal(after.index);
    expect((await backend.get<{ reorgs: number }>("/api/chain")).body.reorgs).to.be.greaterThan(0);
  });

  it("follows a statement on the stream from pending over included and safe to final", async () => {
    const commitment = await capture();
    await backend.post("/api/anchors", {});
    await statementIn(commitment, "included");
    await world.mine(4);
    await statementIn(commitment, "final");
    const { rows } = await backend.app.db.pool.query<{ state: string }>(
      "SELECT payload->>'state' AS state FROM outbox WHERE type = 'statement' AND payload->>'commitment' = $1 ORDER BY id",
      [commitment],
    );
    expect(rows.map(({ state }) => state).filter((state) => state !== "stored" && state !== "safe")).to.deep.equal([
      "pending",
      "included",
      "final",
    ]);
  });

  it("answers that nothing is to be anchored when nothing waits", async () => {
    const answer = await backend.post<{ batch: null }>("/api/anchors", {});
    expect([answer.status, answer.body.batch]).to.deep.equal([202, null]);
  });

  it("tells how far the chain is and how far behind we are", async () => {
    const status = await waitFor("no lag", async () => {
      const now = chainStatus.parse((await backend.get("/api/chain")).body);
      return now.lagBlocks === 0 ? now : undefined;
    });
    expect(status.reachable).to.equal(true);
    const { rows } = await backend.app.db.pool.query<{ count: string }>("SELECT count(*) AS count FROM anchors");
    expect(status.anchors.count).to.equal(Number(rows[0]?.count));
    expect(BigInt(status.relayer.balanceWei) > 0n).to.equal(true);
  });

  it("is ready, and its metrics tell the same", async () => {
    const ready = await waitFor("readiness", async () => {
      const answer = await backend.get<{ checks: Record<string, { state: string }> }>("/readyz");
      return answer.body.checks["log"]?.state === "ok" ? answer : undefined;
    });
    expect([ready.status, ready.body.checks["indexer"]?.state]).to.deep.equal([200, "ok"]);
    const metrics = await (await fetch(`${backend.url}/metrics`)).text();
    const { rows } = await backend.app.db.pool.query<{ number: string }>("SELECT number FROM chain_cursor");
    expect(metrics).to.contain(`waybill_chain_block{feed="supply_chain",kind="indexed"} ${rows[0]?.number}`);
    expect(metrics).to.contain('waybill_chain_feed_state{feed="supply_chain",state="halted"} 0');
  });
});
