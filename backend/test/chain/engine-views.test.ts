import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { anchorCost, feedView, queueEntry, reorgView, senderView } from "@waybill/protocol/schemas/api/chain-status";
import { chainStatus, pageOf } from "@waybill/protocol/schemas/api/system";
import type { z } from "zod";
import { expect } from "chai";
import { captureOnChain } from "../support/capture-on-chain.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { observation } from "../support/events.ts";
import { waitFor } from "../support/wait-for.ts";

describe("views of the chain engine", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let minute = 10;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world, { ANCHOR_MAX_EVENTS: "50", ANCHOR_MAX_SECONDS: "3600" });
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  /** A page of an endpoint, in the form that it promises. */
  async function page<Item extends z.ZodType>(path: string, item: Item): Promise<{ items: z.infer<Item>[]; next: string | null }> {
    const { status, body } = await backend.get(path);
    expect(status, JSON.stringify(body)).to.equal(200);
    return pageOf(item).parse(body) as never;
  }

  const transactions = (query: string) => page(`/api/chain/transactions?${query}`, queueEntry);

  /** Captures and anchors some statements, and answers what the anchor cost once it is on chain. */
  async function anchor(count: number) {
    const known = (await page("/api/chain/anchors", anchorCost)).items.length;
    for (let made = 0; made < count; made++)
      await captureOnChain(backend, world, KEYS.alice, observation({ eventTime: `2026-04-17T11:${++minute}:42-04:00` }));
    await backend.post("/api/anchors", {});
    return waitFor("the anchor and its cost", async () => {
      const { items } = await page("/api/chain/anchors", anchorCost);
      const [newest] = items;
      return items.length > known && newest?.costWei ? newest : undefined;
    });
  }

  it("tells of each anchor its size, its cost per statement, and when its statements were captured, included and final", async () => {
    const { index, statements, costWei, costPerStatementWei, capturedAt, batchedAt, includedAt, finalAt } = await anchor(3);
    expect([statements, finalAt]).to.deep.equal([3, null]);
    expect(BigInt(costPerStatementWei ?? 0)).to.equal(BigInt(costWei ?? 0) / 3n);
    const { rows } = await backend.app.db.pool.query<{ oldest: Date }>("SELECT min(captured_at) AS oldest FROM statements");
    expect(capturedAt).to.equal(rows[0]?.oldest.toISOString());
    expect(Date.parse(batchedAt ?? "") >= Date.parse(capturedAt ?? "")).to.equal(true);
    // The block's time has whole seconds.
    expect(Date.parse(includedAt)).to.be.greaterThan(Date.parse(capturedAt ?? "") - 1_000);
    await world.mine(3);
    await waitFor("finality", async () => {
      const { items } = await page("/api/chain/anchors", anchorCost);
      return items.find((item) => item.index === index)?.finalAt ?? undefined;
    });
  });

  it("knows what a foreign anchor is not: ours", async () => {
    await world.caller.write(KEYS.relayer, "anchor", [`0x${"77".repeat(32)}`]);
    const foreign = await waitFor("the anchor", async () => {
      const [newest] = (await page("/api/chain/anchors?limit=1", anchorCost)).items;
      return newest?.statements === null ? newest : undefined;
    });
    expect([foreign.capturedAt, foreign.costPerStatementWei]).to.deep.equal([null, null]);
    const whose = async (ours: boolean) =>
      (await page(`/api/chain/anchors?limit=50&ours=${ours}`, anchorCost)).items.map(({ index, statements }) => [
        index,
        statements !== null,
      ]);
    expect(await whose(false)).to.deep.equal([[foreign.index, false]]);
    expect(await whose(true))
      .to.not.deep.include([foreign.index, false])
      .and.not.deep.equal([]);
  });

  it("lists the feed with its state, its blocks and no lag", async () => {
    const feed = await waitFor("readiness", async () => {
      const { items } = await page("/api/chain/feeds", feedView);
      return items[0]?.state === "ready" ? items[0] : undefined;
    });
    expect([feed.name, feed.chainId, feed.lagBlocks, feed.lagSeconds, feed.reason]).to.deep.equal(["supply_chain", 31337, 0, 0, null]);
    expect(feed.indexed?.hash).to.equal(feed.head?.hash);
  });

  it("tells what a reorganisation changed, and refuses feeds that do not exist", async () => {
    const { blockNumber } = await anchor(1);
    const { indexed } = chainStatus.parse((await backend.get("/api/chain")).body);
    await world.reorg(1);
    const [reorg] = await waitFor("the reorganisation", async () => {
      const { items } = await page("/api/chain/reorgs?feed=supply_chain", reorgView);
      return items.length > 0 ? items : undefined;
    });
    expect(reorg?.from).to.deep.equal({ number: indexed?.number, hash: indexed?.hash });
    expect([reorg?.depth, reorg?.ancestor, reorg?.logsRemoved]).to.deep.equal([1, blockNumber - 1, 1]);
    expect((await page("/api/chain/reorgs?below=false", reorgView)).items.map(({ id }) => id)).to.include(reorg?.id);
    expect((await page("/api/chain/reorgs?below=true", reorgView)).items).to.deep.equal([]);
    const { status, body } = await backend.get<{ code: string }>("/api/chain/reorgs?feed=nothing");
    expect([status, body.code]).to.deep.equal([404, "chain.feed-not-found"]);
  });

  it("lists transactions with every signed form and its fee, page by page and by state", async () => {
    await waitFor("finality of all, the anchor that is sent again included", async () => {
      await world.mine();
      return (await transactions("state=open")).items.length === 0 ? true : undefined;
    });
    const { items } = await transactions("limit=50");
    expect(items.map(({ purpose }) => purpose.kind)).to.include.members(["anchor", "register"]);
    const anchors = (await page("/api/chain/anchors?limit=50", anchorCost)).items;
    for (const { purpose, anchorIndex, transactionHash } of items.filter(({ purpose: { kind } }) => kind === "anchor")) {
      expect(purpose.subject).to.match(/^0x[0-9a-f]{64}$/);
      expect(anchorIndex).to.equal(anchors.find((anchor) => anchor.transactionHash === transactionHash)?.index);
    }
    for (const { attempts, attemptCount, nonce, transactionHash, costWei, finality } of items) {
      expect([attempts.length, attempts[0]?.nonce, finality]).to.deep.equal([attemptCount, nonce, "final"]);
      expect(attempts.map(({ hash }) => hash)).to.include(transactionHash);
      expect(BigInt(costWei ?? 0) > 0n).to.equal(true);
    }
    const first = await transactions("limit=1&state=final");
    const second = await transactions(`limit=1&state=final&after=${first.next}`);
    expect([first.items[0]?.id, second.items[0]?.id]).to.deep.equal([items[0]?.id, items[1]?.id]);
    expect((await transactions("state=failed")).items).to.deep.equal([]);
    expect((await backend.get("/api/chain/transactions?state=lost")).status).to.equal(400);
  });

  it("says in words why a transaction came to nothing", async () => {
    await backend.app.db.pool.query(
      `INSERT INTO transactions (business_key, sender, target, data, state, problem_code, problem_detail, created_at, updated_at)
       VALUES ('anchor:999999', $1, $1, '0x', 'failed', 'chain.empty-root', 'AnchorLogEmptyRoot()', now(), now())`,
      [world.caller.addressOf(KEYS.relayer)],
    );
    const [failed] = (await transactions("state=failed")).items;
    expect([failed?.reason, failed?.finality, failed?.attempts]).to.deep.equal([
      "There is nothing to anchor. AnchorLogEmptyRoot()",
      "pending",
      [],
    ]);
  });

  it("adds up what a sender spent, and how long its balance lasts at that pace", async () => {
    const [sender] = (await page("/api/chain/senders", senderView)).items;
    expect(sender?.roles).to.deep.equal(["relayer", "registrar"]);
    const { items } = await transactions("limit=50");
    const spent = items.reduce((sum, { costWei }) => sum + BigInt(costWei ?? 0), 0n);
    expect(BigInt(sender?.spentWeiPerDay ?? 0)).to.equal(spent);
    // Less than an hour old: counted as an hour.
    expect(sender?.runwayHours).to.be.closeTo(Number(BigInt(sender?.balanceWei ?? 0) / spent), 1);
    expect([sender?.queued, sender?.onTheWay, sender?.stuck]).to.deep.equal([0, 0, 0]);
  });
});

describe("views of the chain engine without a node", () => {
  it("answer everything that is stored, and leave out what only the node knows", async function () {
    this.timeout(60_000);
    const world = await startChainWorld();
    const backend = await startChainBackend(world);
    await waitFor("indexing", async () => {
      const { body } = await backend.get<{ items: { state: string }[] }>("/api/chain/feeds");
      return body.items[0]?.state === "ready" ? true : undefined;
    });
    await world.stop();
    const status = await waitFor("the loss", async () => {
      const now = chainStatus.parse((await backend.get("/api/chain")).body);
      return now.reachable ? undefined : now;
    });
    expect(status.indexed).to.not.equal(null);
    expect(status.unreachableSince).to.not.equal(null);
    const { body } = await backend.get("/api/chain/senders");
    const [sender] = pageOf(senderView).parse(body).items;
    expect([sender?.balanceWei, sender?.runwayHours]).to.deep.equal([null, null]);
    for (const path of ["feeds", "reorgs", "transactions", "anchors"])
      expect((await backend.get(`/api/chain/${path}`)).status, path).to.equal(200);
    const metrics = await (await fetch(`${backend.url}/metrics`)).text();
    expect(metrics).to.contain("waybill_chain_node_up 0");
    expect(metrics).to.not.contain("waybill_relayer_balance_ether{");
    await backend.stop();
  });
});

describe("views of several feeds", () => {
  it("tell each by its name, one that was never started too, and page each one's reorganisations", async function () {
    this.timeout(60_000);
    const world = await startChainWorld();
    const directory = mkdtempSync(join(tmpdir(), "waybill-feeds-"));
    const file = join(directory, "feeds.json");
    const [anchored] = supplyChainAbi.filter((item) => item.type === "event" && item.name === "Anchored");
    const { supplyChain: address, fromBlock } = world.deployment;
    writeFileSync(file, JSON.stringify({ feeds: [{ name: "other_anchors", address, fromBlock, abi: [anchored] }] }));
    const idle = await startChainBackend(world, { INDEX_FILE: file, WAYBILL_ROLES: "api" });
    const named = async (backend: ChainBackend) => pageOf(feedView).parse((await backend.get("/api/chain/feeds")).body).items;
    expect((await named(idle)).map(({ name, state, indexed, isFollowed }) => [name, state, indexed, isFollowed])).to.deep.equal([
      ["supply_chain", "loading", null, false],
      ["other_anchors", "loading", null, false],
    ]);
    expect((await idle.get("/api/chain/reorgs?feed=other_anchors")).body).to.deep.equal({ items: [], next: null });
    await idle.stop();

    const backend = await startChainBackend(world, { INDEX_FILE: file });
    const settled = () =>
      waitFor("both feeds at the head", async () => {
        const feeds = await named(backend);
        return feeds.every(({ state, lagBlocks, isFollowed }) => state === "ready" && lagBlocks === 0 && isFollowed) ? feeds : undefined;
      });
    await settled();
    await world.mine();
    await settled();
    await world.reorg(1);
    await world.mine();
    for (const feed of ["supply_chain", "other_anchors"])
      await waitFor(`the reorganisation of ${feed}`, async () => {
        const { items } = pageOf(reorgView).parse((await backend.get(`/api/chain/reorgs?feed=${feed}`)).body);
        return items[0]?.depth === 1 && items[0].to !== null ? true : undefined;
      });
    await settled();
    const metrics = await (await fetch(`${backend.url}/metrics`)).text();
    expect(metrics).to.contain('waybill_chain_feed_state{feed="other_anchors",state="ready"} 1');
    await backend.stop();
    await world.stop();
    rmSync(directory, { recursive: true });
  });
});
