import { freePort } from "../../../scripts/services/ports.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { join } from "node:path";
import { dumpDatabase } from "../checker/dump.ts";
import { createRandom } from "../random.ts";
import { numberOf } from "../rpc/call.ts";
import { startRpcProxy } from "../rpc-proxy.ts";
import { ACCOUNTS } from "../real/accounts.ts";
import { startBaseChain, startEmptyAnvil } from "../real/base.ts";
import { runCapturer } from "../real/client/capturer.ts";
import { createHistory } from "../real/client/history.ts";
import { startCluster } from "../real/cluster.ts";
import { environmentOf } from "../real/environment.ts";
import type { Worker } from "../real/worker.ts";
import type { Figure } from "./figure.ts";

const TABLES = ["chain_logs", "anchors", "actor_changes", "custody_steps"];
/** Statements that are captured while the chain is the wrong one: several batches and as many looks of indexer and relayer. */
const CAPTURES = 40;

/** The node is restarted empty under a running backend: no row may change, and nothing may be sent there. */
export async function measureEmptyChain(worker: Worker): Promise<Figure> {
  const { base, server, folder } = worker;
  const [anvil, empty] = [await startBaseChain(base), await startEmptyAnvil()];
  let isEmpty = false;
  const random = createRandom("empty");
  const proxy = await startRpcProxy({ target: () => (isEmpty ? empty.url : anvil.url), random, finalityBlocks: 8 });
  const databaseUrl = server.directUrl(await worker.createDatabase());
  const port = await freePort();
  const endpoints = { databaseUrl, rpcUrl: proxy.url, rpcWsUrl: proxy.wsUrl, port };
  const cluster = await startCluster([{ name: "all", roles: "api,indexer,relayer,worker" }], environmentOf(base, endpoints));
  const apiUrl = `http://127.0.0.1:${port}`;
  const rows = async (): Promise<string> => {
    const dump = await dumpDatabase(databaseUrl);
    return JSON.stringify(TABLES.map((table) => dump.rows(table)));
  };
  try {
    await waitFor(async () => (await fetch(`${apiUrl}/api/actors/${ACCOUNTS.organisations[0].address}`)).ok, {
      what: "a first index",
      deadlineMilliseconds: 60_000,
    });
    const before = await rows();
    isEmpty = true;
    proxy.cutAll();
    // Longer than ours, so that it is not only waited for.
    await empty.rpc("anvil_mine", ["0xc8"]);
    const history = createHistory(join(folder, "empty-chain.history.jsonl"));
    const chain = { chainId: base.deployment.chainId, supplyChain: base.deployment.supplyChain as `0x${string}` };
    const isOver = (): boolean => history.finished() >= CAPTURES;
    await runCapturer("capturer", ACCOUNTS.organisations[0], { history, apiUrl, chain, random, isClosing: isOver, isOver });
    const status = await waitFor(async () => ((await fetch(`${apiUrl}/readyz`)).status === 503 ? 503 : undefined), {
      what: "503 of /readyz",
      deadlineMilliseconds: 30_000,
    });
    const changed = (await rows()) === before ? 0 : 1;
    const sent = numberOf(await empty.rpc("eth_getTransactionCount", [ACCOUNTS.relayer.address, "pending"]));
    return {
      figure: "the chain is restarted empty",
      value: `${changed} tables changed, ${sent} transactions sent, /readyz ${status}, ${history.finished()} captures taken meanwhile`,
      goal: "0, 0, 503",
      ok: changed === 0 && sent === 0,
    };
  } finally {
    await cluster.stop();
    await proxy.stop();
    await Promise.all([anvil.stop(), empty.stop()]);
  }
}
