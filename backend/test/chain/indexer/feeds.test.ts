import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { parseEventLogs } from "viem";
import { Secret } from "../../../src/config/secret.ts";
import { configuredFeeds, readIndexFile } from "../../../src/modules/chain/indexer/index-file.ts";
import { feedPlaces, listFeeds } from "../../../src/modules/chain/feeds.views.ts";
import { reproject } from "../../../src/modules/chain/indexer/rebuild/reproject.ts";
import { resync } from "../../../src/modules/chain/indexer/rebuild/resync.ts";
import { createNodes } from "../../../src/modules/chain/indexer/indexer.ts";
import { connectBeside } from "../../../src/modules/chain/indexer/store/connection.ts";
import { ensureSchema } from "../../../src/modules/chain/indexer/store/feed-schema.ts";
import { stateDigest } from "../../../src/modules/chain/indexer/state-digest.ts";
import { run as runDigest } from "../../../src/cli/state-digest.ts";
import { catchUp, planOf, syncOf, TABLES } from "../../support/chain-checks.ts";
import { createMigratedDatabase } from "../../support/databases.ts";
import { configOf, createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";

const MAIN = { id: 31337, rpcUrl: "http://127.0.0.1:1", wsUrl: "ws://127.0.0.1:1", finalityDepth: 64 };

describe("a contract of INDEX_FILE", () => {
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
    await anchors(6);
  });
  after(() => world.stop());

  async function anchors(count: number): Promise<void> {
    for (let done = 0; done < count; done++) await world.caller.write(KEYS.alice, "anchor", [word(++roots)]);
  }

  function indexFileOf(change: object = {}): string {
    const path = join(mkdtempSync(join(tmpdir(), "waybill-index-")), "index.json");
    const { supplyChain, fromBlock } = world.deployment;
    writeFileSync(
      path,
      JSON.stringify({
        feeds: [{ name: "log_copy", address: supplyChain, fromBlock, abi: supplyChainAbi, count: { Anchored: "size()" }, ...change }],
      }),
    );
    return path;
  }

  async function indexed() {
    const part = await createApp(world, { env: { INDEX_FILE: indexFileOf() } });
    const sync = await syncOf(part.app, { schema: "log_copy" });
    await catchUp(sync);
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, sync, close, rows: <Row>(sql: string) => part.app.db.pool.query(sql).then(({ rows }) => rows as Row[]) };
  }

  it("is indexed into tables of its own that its ABI describes, proven by its own counter", async () => {
    const { rows, client, sync, close } = await indexed();
    const logs = parseEventLogs({
      abi: supplyChainAbi,
      logs: await client.getLogs({ address: world.deployment.supplyChain as `0x${string}`, fromBlock: 0n }),
    });
    const anchored = logs.filter((log) => log.eventName === "Anchored");
    expect(
      await rows(`SELECT block_number::int AS block, log_index, '0x' || encode(transaction_hash, 'hex') AS transaction,
        '0x' || encode(author, 'hex') AS author, "index"::text, '0x' || encode(root, 'hex') AS root FROM log_copy.anchored ORDER BY 1, 2`),
    ).to.deep.equal(
      anchored.map(({ blockNumber, logIndex, transactionHash, args }) => ({
        block: Number(blockNumber),
        log_index: logIndex,
        transaction: transactionHash,
        author: args.author.toLowerCase(),
        index: args.index.toString(),
        root: args.root,
      })),
    );
    expect(await rows("SELECT state, counts, proven_number = number AS proven FROM log_copy.chain_cursor")).to.deep.equal([
      { state: "ready", counts: { anchored: anchored.length }, proven: true },
    ]);
    const finality = await rows<{ finality: string }>(
      "SELECT log_copy.chain_finality(block_number) AS finality FROM log_copy.anchored ORDER BY block_number",
    );
    expect([finality[0]?.finality, finality.at(-1)?.finality]).to.deep.equal(["final", "included"]);
    expect(
      (await rows<{ indexname: string }>("SELECT indexname FROM pg_indexes WHERE schemaname = 'log_copy' AND tablename = 'anchored'")).map(
        ({ indexname }) => indexname,
      ),
    ).to.have.members(["anchored_pkey", "anchored_author", "anchored_index"]);
    expect(sync.follower.feed.schema).to.equal("log_copy");
    await close();
  });

  it("follows reorganisations, and says in its list what they took and brought", async () => {
    const { rows, sync, close } = await indexed();
    await anchors(3);
    await catchUp(sync);
    await world.reorg(3);
    await anchors(1);
    await catchUp(sync);
    const roots = await rows<{ root: string }>("SELECT '0x' || encode(root, 'hex') AS root FROM log_copy.anchored ORDER BY block_number");
    expect(roots.at(-1)?.root).to.equal(await lastRoot());
    const [last] = await rows(
      "SELECT from_number - ancestor_number AS depth, logs_removed, logs_added, below_final FROM log_copy.chain_reorgs ORDER BY id DESC LIMIT 1",
    );
    expect(last).to.deep.equal({ depth: "3", logs_removed: 3, logs_added: 1, below_final: true });
    await close();
  });

  async function lastRoot(): Promise<string> {
    return word(roots);
  }

  it("is listed beside the product's own feed, and not ready before its first block", async () => {
    const { url: databaseUrl } = await createMigratedDatabase();
    const { app, close } = await createApp(world, { env: { INDEX_FILE: indexFileOf() }, databaseUrl });
    const feeds = await listFeeds({ tx: app.db.dataSource.manager }, feedPlaces(app.config));
    expect(feeds.map(({ name, indexed, isFollowed }) => [name, indexed, isFollowed])).to.deep.equal([
      ["supply_chain", null, false],
      ["log_copy", null, false],
    ]);
    // A process makes no tables where others own them: the owner was not asked to.
    const { feed, tables } = planOf(app, "log_copy");
    const connection = await connectBeside(databaseUrl, feed.schema);
    const refused = ensureSchema(connection, feed, await tables(connection)).catch((error: Error) => error.message);
    expect(await refused).to.match(/^Tables of the feed log_copy are not there.*DATABASE_OWNER_URL/);
    await connection.close();
    await close();
  });

  it("is made again from its stored logs without a node, rows and digest equal, while more is indexed", async () => {
    const { app, sync, rows, close, ownerUrl } = await indexed();
    const before = await rows("SELECT * FROM log_copy.anchored ORDER BY block_number");
    await app.db.pool.query(
      "UPDATE log_copy.anchored SET root = '\\x00' WHERE block_number = (SELECT min(block_number) FROM log_copy.anchored)",
    );
    const { rows: counts } = await reproject(ownerUrl, planOf(app, "log_copy"));
    expect(counts["anchored"]).to.equal(before.length);
    expect(await rows("SELECT * FROM log_copy.anchored ORDER BY block_number")).to.deep.equal(before);
    await anchors(1);
    await catchUp(sync);
    expect(await rows("SELECT * FROM log_copy.anchored")).to.have.length(before.length + 1);
    await close();
  });

  for (const schema of ["public", "log_copy"]) {
    it(`(${schema}) is read again beside itself, compared at the same block, and swapped`, async () => {
      const { app, sync, databaseUrl, ownerUrl, close } = await indexed();
      const asOwner = { ...app, config: { ...app.config, databaseUrl: Secret.of(ownerUrl) } };
      const own = await syncOf(app, { schema: "public" });
      await catchUp(own);
      const names = schema === "public" ? TABLES : ["anchored"];
      const digest = () => stateDigest(app.db.dataSource.manager, names, schema);
      const before = await digest();
      const nodes = createNodes();
      const same = await resync(asOwner, planOf(app, schema), nodes, { into: "beside" });
      expect([same.isSwapped, same.after.digest]).to.deep.equal([true, same.before.digest]);
      expect(await digest()).to.deep.equal(before);

      await app.db.pool.query(`DELETE FROM "${schema}".${schema === "public" ? "anchors" : "anchored"}`);
      const kept = await resync(asOwner, planOf(app, schema), nodes, { into: "beside", keepsLive: true });
      expect(kept.isSwapped).to.equal(false);
      expect(kept.after.digest).not.to.equal(kept.before.digest);
      await resync(asOwner, planOf(app, schema), nodes, { into: "beside" });
      expect(await digest()).to.deep.equal(before);

      await anchors(1);
      await Promise.all([own, sync].map((each) => catchUp(each)));
      expect((await digest()).digest).not.to.equal(before.digest);
      const printed: string[] = [];
      const io = {
        stdout: { write: (text: string) => printed.push(text) },
        stderr: { write: () => true },
        env: { DATABASE_URL: databaseUrl },
      };
      expect(await runDigest(["--schema", schema], io)).to.equal(0);
      expect(printed.join("")).to.match(/^[0-9a-f]{64} \d+ 0x[0-9a-f]{64}\n$/);
      nodes.close();
      await own.close();
      await close();
    });
  }

  for (const [what, content, words] of [
    ["is no JSON", "{", "is not JSON"],
    [
      "names a schema that others use",
      JSON.stringify({ feeds: [{ name: "public", address: `0x${"11".repeat(20)}`, fromBlock: 1, abi: [{ type: "event" }] }] }),
      "is a schema that others use",
    ],
    [
      "has no event",
      JSON.stringify({ feeds: [{ name: "one", address: `0x${"11".repeat(20)}`, fromBlock: 1, abi: [{ type: "function" }] }] }),
      "has no event",
    ],
    [
      "counts an event that is not there",
      JSON.stringify({
        feeds: [
          {
            name: "one",
            address: `0x${"11".repeat(20)}`,
            fromBlock: 1,
            abi: [{ type: "event", name: "A", inputs: [] }],
            count: { B: "b()" },
          },
        ],
      }),
      "counts B",
    ],
    [
      "names a feed twice",
      JSON.stringify({
        feeds: ["one", "one"].map((name) => ({
          name,
          address: `0x${"11".repeat(20)}`,
          fromBlock: 1,
          abi: [{ type: "event", name: "A", inputs: [] }],
        })),
      }),
      "is there twice",
    ],
  ] as const)
    it(`is refused with a sentence when the file ${what}`, () => {
      expect(() => readIndexFile("index.json", MAIN, () => content)).to.throw(words);
    });

  it("is refused in production where its node is elsewhere, and whoever is on the way could answer instead", () => {
    const feedsOf = (rpcUrl: string, mode: "production" | "development") =>
      configuredFeeds({ ...configOf(world, "postgres://127.0.0.1/none"), mode, indexFile: indexFileOf({ rpcUrl }) });
    expect(() => feedsOf("http://node.example", "production")).to.throw(
      "the node of log_copy must be encrypted in production: https or wss",
    );
    for (const [rpcUrl, mode] of [
      ["http://127.0.0.1:1", "production"],
      ["https://node.example", "production"],
      ["http://node.example", "development"],
    ] as const)
      expect(feedsOf(rpcUrl, mode)).to.have.length(1);
  });
});
