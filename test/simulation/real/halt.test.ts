import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { freePort } from "../../../scripts/services/ports.ts";
import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { runDirectory } from "../../support/resources.ts";
import { check } from "../checker/check.ts";
import { dumpDatabase } from "../checker/dump.ts";
import { createRandom } from "../random.ts";
import { startRpcProxy } from "../rpc-proxy.ts";
import { numberOf } from "../rpc/call.ts";
import { ACCOUNTS } from "./accounts.ts";
import { deployOn, startEmptyAnvil } from "./base.ts";
import { runCapturer } from "./client/capturer.ts";
import { createHistory } from "./client/history.ts";
import { startCluster } from "./cluster.ts";
import { converge } from "./converge.ts";
import { startDatabaseServer } from "./database-server.ts";
import { environmentOf } from "./environment.ts";
import { reorg } from "./reorg.ts";
import { runCommand } from "./run-command.ts";

/** Production refuses the development chain's number, and only that one brings what deterministic addresses need: it changes later. */
const CHAIN_ID = 424_242;
const FINALITY_BLOCKS = 4;
const TABLES = ["chain_logs", "anchors", "actor_changes", "custody_steps"];

describe("a reorg below finality in production", function () {
  this.timeout(180_000);

  it("halts indexer and relayer with every row kept, until the operator reads the chain again; then nothing is lost or doubled", async () => {
    const relayerKey = `0x${randomBytes(32).toString("hex")}` as const;
    const relayer = privateKeyToAccount(relayerKey).address;
    const random = createRandom("halt");
    const anvil = await startEmptyAnvil();
    await anvil.rpc("anvil_setBalance", [relayer, "0x56bc75e2d63100000"]);
    const deployment = { ...(await deployOn(anvil, relayer)), chainId: CHAIN_ID };
    await anvil.rpc("anvil_setChainId", [CHAIN_ID]);
    const deploymentFile = join(runDirectory(), "halt-deployment.json");
    writeFileSync(deploymentFile, JSON.stringify(deployment));
    const proxy = await startRpcProxy({ target: () => anvil.url, random, finalityBlocks: FINALITY_BLOCKS });
    const server = await startDatabaseServer("halt-postgres");
    await server.create("halt");
    const [databaseUrl, port] = [server.directUrl("halt"), await freePort()];
    const environment = environmentOf(
      { deploymentFile },
      { databaseUrl, rpcUrl: proxy.url, rpcWsUrl: proxy.wsUrl, port },
      {
        WAYBILL_MODE: "production",
        WAYBILL_DEMO: "off",
        CHAIN_ID: String(CHAIN_ID),
        PUBLIC_RPC_URL: proxy.url,
        PUBLIC_URL: "https://waybill.example",
        RELAYER_KEY: relayerKey,
        REGISTRAR_KEY: relayerKey,
        DOCUMENTS_KEY: `0x${randomBytes(32).toString("hex")}`,
      },
    );
    const members = [
      { name: "api-1", roles: "api,worker" },
      { name: "indexer-1", roles: "indexer" },
      { name: "relayer-1", roles: "relayer" },
    ];
    const cluster = await startCluster(members, environment);
    const apiUrl = `http://127.0.0.1:${port}`;
    const history = createHistory(join(runDirectory(), "halt.history.jsonl"));
    const capture = (count: number): Promise<void> => {
      const goal = history.finished() + count;
      const isOver = (): boolean => history.finished() >= goal;
      const chain = { chainId: CHAIN_ID, supplyChain: deployment.supplyChain as `0x${string}` };
      return runCapturer(`capturer-${goal}`, ACCOUNTS.organisations[0], {
        ...{ history, apiUrl, chain, random, isClosing: isOver, isOver },
      });
    };
    const mine = (blocks: number): Promise<unknown> => anvil.rpc("anvil_mine", [`0x${blocks.toString(16)}`]);
    const value = (sql: string): Promise<string | undefined> =>
      withClient(databaseUrl, async (client) => (await client.query<{ value: string }>(`SELECT (${sql})::text AS value`)).rows[0]?.value);
    const until = (what: string, sql: string, expected: string): Promise<unknown> =>
      waitFor(async () => (await value(sql)) === expected, { what, deadlineMilliseconds: 30_000 });
    const rows = async (): Promise<string> => {
      const dump = await dumpDatabase(databaseUrl);
      return JSON.stringify(TABLES.map((table) => dump.rows(table)));
    };
    const sent = async (): Promise<number> => numberOf(await anvil.rpc("eth_getTransactionCount", [relayer, "pending"]));

    await waitFor(async () => (await fetch(`${apiUrl}/api/actors/${ACCOUNTS.organisations[0].address}`)).ok, {
      what: "a first index",
      deadlineMilliseconds: 60_000,
    });
    await capture(3);
    await until("the anchor", "SELECT count(*) > 0 FROM transactions WHERE state = 'included'", "true");
    await mine(2 * FINALITY_BLOCKS);
    await until("its finality", "SELECT bool_and(state = 'final') FROM transactions", "true");

    await reorg(anvil, 2 * FINALITY_BLOCKS + 2, 0, random);
    await until("the halt", "SELECT state FROM chain_cursor", "halted");
    const [rowsBefore, sentBefore] = [await rows(), await sent()];
    expect((await fetch(`${apiUrl}/readyz`)).status).to.equal(503);
    await capture(3);
    cluster.kill("indexer-1");
    cluster.kill("relayer-1");
    const deaths = (): number => [...cluster.deaths.values()].reduce((sum, count) => sum + count, 0);
    await waitFor(() => deaths() === 2, { what: "the deaths", deadlineMilliseconds: 10_000 });
    await mine(3);
    await until(
      "what the new relayer says",
      "SELECT blocked_reason LIKE 'Nothing is sent while the read model is halted%' FROM relayer_senders",
      "true",
    );
    await until("batches meanwhile", "SELECT count(*) FROM statements WHERE batch_id IS NULL", "0");
    expect(await value("SELECT state FROM chain_cursor")).to.equal("halted");
    expect(await rows(), "rows while halted").to.equal(rowsBefore);
    expect(await sent(), "transactions sent while halted").to.equal(sentBefore);

    expect(await runCommand({ args: ["resync", "--into", "fresh"] }, environment)).to.deep.equal([]);
    const [contract, token] = [deployment.supplyChain, deployment.carbon.token];
    await converge(anvil, {
      ...{ databaseUrl, contracts: [contract, token], fromBlock: deployment.fromBlock },
      ...{ finalityBlocks: FINALITY_BLOCKS, hasFurtherFeed: false },
    });
    expect((await fetch(`${apiUrl}/readyz`)).status).to.equal(200);
    await cluster.stop();
    const { findings } = await check({
      ...{ history: history.entries, databaseUrl, rpcUrl: anvil.url, contract, token, relayer },
      ...{ fromBlock: deployment.fromBlock, finalityBlocks: FINALITY_BLOCKS },
    });
    expect([...findings, ...cluster.failures]).to.deep.equal([]);
    await proxy.stop();
    await server.stop();
    await anvil.stop();
  });
});
