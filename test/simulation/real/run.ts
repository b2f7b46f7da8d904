import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { freePort } from "../../../scripts/services/ports.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { check } from "../checker/check.ts";
import { createRandom } from "../random.ts";
import { startRpcProxy } from "../rpc-proxy.ts";
import type { RunResult } from "../result.ts";
import { ACCOUNTS } from "./accounts.ts";
import { startBaseChain } from "./base.ts";
import { runCapturer } from "./client/capturer.ts";
import type { ClientParts } from "./client/clients.ts";
import { createHistory } from "./client/history.ts";
import { runHolder } from "./client/holder.ts";
import { runRetirer } from "./client/retirer.ts";
import { runOutsider, runReader } from "./client/outsider.ts";
import { startCluster } from "./cluster.ts";
import { converge } from "./converge.ts";
import { environmentOf } from "./environment.ts";
import { writeIndexFile } from "./further-feed.ts";
import { runNemesis } from "./nemesis.ts";
import { planLines, type Plan } from "./plan.ts";
import { compareWithFreshIndex } from "./witness.ts";
import type { Worker } from "./worker.ts";

/** What business that was begun gets to end, once nothing goes wrong any more. */
const CLOSING_MILLISECONDS = 20_000;
/** What a run says that could have no full disk. */
export const NO_SMALL_DISK = "a full disk: this system lets nobody mount a small one";
/** Between blocks while clients end. */
const CLOSING_BLOCK_MILLISECONDS = 500;
const STARTING_MILLISECONDS = 60_000;

/** One run of real processes: clients at work, faults as planned, rest, and the verdict of the checker. */
export async function runPlan(name: string, wanted: Plan, worker: Worker): Promise<RunResult> {
  const { base, server, emptyAnvil, folder } = worker;
  const { plan, leftOut } = possible(wanted, worker);
  const started = performance.now();
  const random = createRandom(name);
  const anvil = await startBaseChain(base);
  let isEmpty = false;
  const target = (): string => (isEmpty ? emptyAnvil.url : anvil.url);
  const proxy = await startRpcProxy({ target, random: random.fork("proxy"), finalityBlocks: plan.finalityBlocks });
  const database = await worker.createDatabase({ isOnSmallDisk: plan.steps.some(({ step }) => step.kind === "disk-full") });
  const port = await freePort();
  const endpoints = { databaseUrl: server.lineUrl(database), rpcUrl: proxy.url, rpcWsUrl: proxy.wsUrl, port };
  const environment = environmentOf(base, endpoints, {
    ...(plan.hasFurtherFeed ? { INDEX_FILE: writeIndexFile(base) } : {}),
    ...plan.environment,
  });
  const cluster = await startCluster(plan.members, environment, folder);
  const history = createHistory(join(folder, `${name.replace(":", "-")}.history.jsonl`));
  const findings: string[] = [];
  let isClosing = false;
  let isOver = false;
  let convergeMilliseconds = 0;
  try {
    const parts = (client: string): ClientParts => ({
      history,
      apiUrl: `http://127.0.0.1:${port}`,
      chain: { chainId: base.deployment.chainId, supplyChain: base.deployment.supplyChain as `0x${string}` },
      random: random.fork(client),
      isClosing: () => isClosing,
      isOver: () => isOver,
    });
    await untilIndexed(parts("").apiUrl);
    const reading = runReader("reader", { ...parts("reader"), node: proxy.node });
    const grams = { token: base.deployment.carbon.token as Address, batch: base.batch };
    const working = Promise.all([
      ...startClients(plan, parts, (options) => anvil.rpc(options.method, options.params)),
      ...(plan.hasRetirer === true ? [runRetirer("retirer-1", ACCOUNTS.organisations[0], { ...parts("retirer-1"), ...grams })] : []),
    ]);
    const wrong = await runNemesis(plan, {
      random: random.fork("nemesis"),
      anvil,
      proxy,
      server,
      cluster,
      history,
      pointAtEmpty: (value) => void (isEmpty = value),
      apiUrl: parts("").apiUrl,
      environment,
      disk: worker.disk,
    });
    findings.push(...wrong);
    isClosing = true;
    await closed(working, anvil);
    convergeMilliseconds = await converge(anvil, {
      databaseUrl: server.directUrl(database),
      contracts: [base.deployment.supplyChain, base.deployment.carbon.token],
      fromBlock: base.deployment.fromBlock,
      finalityBlocks: plan.finalityBlocks,
      hasFurtherFeed: plan.hasFurtherFeed,
    });
    isOver = true;
    await Promise.all([working, reading]);
  } catch (error) {
    findings.push(error instanceof Error ? error.message : String(error));
  } finally {
    isClosing = isOver = true;
    await cluster.stop();
  }
  const databaseUrl = server.directUrl(database);
  const verdict = await check({
    history: history.entries,
    databaseUrl,
    rpcUrl: anvil.url,
    contract: base.deployment.supplyChain,
    token: base.deployment.carbon.token,
    fromBlock: base.deployment.fromBlock,
    relayer: ACCOUNTS.relayer.address,
    finalityBlocks: plan.finalityBlocks,
    hasFurtherFeed: plan.hasFurtherFeed,
  });
  findings.push(...verdict.findings, ...cluster.failures);
  const head = (await anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { hash: string };
  if (findings.length === 0) findings.push(...(await compareWithFreshIndex(worker, databaseUrl, anvil.url, head.hash)));
  await server.drop(database);
  await proxy.stop();
  await anvil.stop();
  return {
    seed: name,
    findings,
    plan: planLines(plan),
    facts: {
      calls: history.finished(),
      logs: verdict.logs,
      deaths: [...cluster.deaths.values()].reduce((sum, count) => sum + count, 0),
      ...(leftOut.length > 0 ? { leftOut } : {}),
    },
    convergeMilliseconds,
    seconds: (performance.now() - started) / 1_000,
  };
}

/** Lets clients end what they have begun. The chain goes on: what was refused is tried again only once the refusal is final. */
async function closed(working: Promise<unknown>, anvil: Pick<Anvil, "rpc">): Promise<void> {
  const deadline = Date.now() + CLOSING_MILLISECONDS;
  const isOver = working.then(() => true);
  while (Date.now() < deadline && !(await Promise.race([isOver, pause(CLOSING_BLOCK_MILLISECONDS)])))
    await anvil.rpc("anvil_mine", ["0x1"]);
}

/** The plan without what this system does not allow, and what that is. */
function possible(plan: Plan, { disk }: Worker): { plan: Plan; leftOut: string[] } {
  const steps = plan.steps.filter(({ step }) => disk !== null || step.kind !== "disk-full");
  const isWhole = steps.length === plan.steps.length;
  return { plan: { ...plan, steps }, leftOut: isWhole ? [] : [NO_SMALL_DISK] };
}

/** Only what the read model knows as an actor may sign: the clients begin when the start of the chain is read. */
async function untilIndexed(apiUrl: string): Promise<void> {
  const last = ACCOUNTS.organisations.at(-1)?.address;
  const isThere = async (): Promise<boolean> => (await fetch(`${apiUrl}/api/actors/${last}`)).ok;
  await waitFor(isThere, { what: "a first index", deadlineMilliseconds: STARTING_MILLISECONDS });
}

function startClients(
  { capturers, holders, depositors = 0 }: Plan,
  parts: (name: string) => ClientParts,
  node: (call: { method: string; params: readonly unknown[] }) => Promise<unknown>,
): Promise<void>[] {
  const { organisations, outsiders } = ACCOUNTS;
  const named = (kind: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`);
  return [
    ...named("capturer", capturers).map((name, index) => runCapturer(name, organisations[index % organisations.length]!, parts(name))),
    ...named("depositor", depositors).map((name) => runCapturer(name, organisations[0], parts(name), "document")),
    ...named("holder", holders).map((name) => runHolder(name, organisations, parts(name))),
    runOutsider("outsider-1", outsiders[0], { ...parts("outsider-1"), node }),
  ];
}
