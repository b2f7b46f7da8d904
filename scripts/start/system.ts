import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../services/ports.ts";
import { apiUrl, checkPort, startBackend } from "./backend.ts";
import type { Running } from "./backend-environment.ts";
import { startOwnChain, useChain, type Chain } from "./chain.ts";
import { createChainStateFiles } from "./chain-state.ts";
import { provideContracts } from "./contracts.ts";
import { bringUpToDate, startOwnDatabase, useDatabase } from "./database.ts";
import { provideDemo } from "./demo.ts";
import { firstAdminLine, lengthOf } from "./first-admin.ts";
import { openHome, prepareFolder, type Home } from "./home.ts";
import { lockHome, type Lock } from "./lock.ts";
import { providePages } from "./pages.ts";
import { removeRunning, writeRunning } from "./running.ts";
import type { Settings } from "./settings.ts";
import { findStarter } from "./starter.ts";
import type { Steps } from "./steps.ts";
import { createSupervisor, stopOrphans, type Supervisor } from "./supervisor.ts";
import { startWarehouses } from "./warehouses.ts";

export interface Ready {
  port: number;
  /** Where to become the first admin, in a sentence; null when there is one. */
  firstAdmin: string | null;
}

/** Everything that runs for one home. */
export interface System {
  /** Resolves when Waybill is ready; rejects with the reason when it cannot be, or later when a part dies. */
  ready: Promise<Ready>;
  failure: Promise<never>;
  /** Ends every child in order, saves the chain and gives the home back. */
  stop(): Promise<void>;
}

/** A chain that does not let itself be saved must not hold up a stop; its last copy is at most seconds old. */
const SAVING_MILLISECONDS = 1_500;

/** Begins to start everything; what goes wrong is told by `ready`. */
export function startSystem(settings: Settings, steps: Steps): System {
  const parts: { lock?: Lock; supervisor?: Supervisor; chain?: Chain } = {};
  let fail: (error: unknown) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  failure.catch(() => undefined);
  const begin = async () => {
    prepareFolder(settings.home);
    parts.lock = await lockHome(settings.home, findStarter());
    const recordPath = `${settings.home}/children.json`;
    const orphans = await stopOrphans(recordPath, rescueChain(settings.home));
    const home = openHome(settings.home);
    parts.supervisor = createSupervisor(recordPath, (line) => console.error(line));
    parts.supervisor.failure.catch(fail);
    if (orphans > 0) await steps.run(`Ended ${orphans} programs that an earlier run left behind`, async () => undefined);
    return startParts(
      { ...settings, port: settings.port || (await freePort()) },
      home,
      parts.supervisor,
      steps,
      (chain) => (parts.chain = chain),
    );
  };
  const ready = Promise.race([begin(), failure]);
  return {
    ready,
    failure,
    async stop() {
      await parts.supervisor?.stop(async () => {
        const saving = parts.chain?.keeper?.stop().catch(() => undefined);
        await Promise.race([saving, pause(SAVING_MILLISECONDS, undefined, { ref: false })]);
      });
      if (parts.lock) removeRunning(settings.home);
      parts.lock?.release();
    },
  };
}

async function startParts(
  settings: Settings,
  home: Home,
  supervisor: Supervisor,
  steps: Steps,
  onChain: (chain: Chain) => void,
): Promise<Ready> {
  await checkPort(settings);
  const { databaseUrl, databaseOwnerUrl, rpcUrl } = settings;
  const [database, { chain, deploymentFile }] = await allOrFirstFailure([
    steps.run("Postgres 18", async (detail) => {
      const started = databaseUrl ? await useDatabase(databaseUrl, databaseOwnerUrl) : await startOwnDatabase(home, supervisor);
      await bringUpToDate(started, settings, home, supervisor);
      detail(started.detail);
      return started;
    }),
    (async () => {
      const chain = await steps.run("Chain", async (detail) => {
        const started = rpcUrl ? await useChain(rpcUrl, settings) : await startOwnChain(home, settings, supervisor);
        onChain(started);
        detail(started.detail);
        return started;
      });
      return {
        chain,
        deploymentFile: await provideContracts({ settings, home, supervisor, steps, rpcUrl: chain.url, saveChain: () => chain.save() }),
      };
    })(),
    providePages(settings, home, supervisor, steps),
  ]);
  const running: Running = { databaseUrl: database.url, rpcUrl: chain.url, deploymentFile };
  const backendLog = home.log("backend");
  const logBefore = lengthOf(backendLog);
  await steps.run("Backend", () => startBackend(settings, home, running, supervisor));
  // Only now: one that does not find the shop asks again after five seconds.
  const warehouses = await startWarehouses(settings, { home, database, supervisor, steps });
  const indexFile = settings.environment.INDEX_FILE;
  writeRunning(home.path, {
    ...{ ...running, url: apiUrl(settings), chainId: settings.chainId },
    // The owner of a database that somebody else runs is known to whoever runs it.
    ...(databaseUrl ? {} : { databaseOwnerUrl: database.ownerUrl }),
    ...(indexFile ? { indexFile } : {}),
    warehouses,
  });
  await provideDemo(settings, home, { ...running, warehouses }, steps);
  return { port: settings.port, firstAdmin: firstAdminLine(backendLog, logBefore) };
}

/** Promise.all whose losers may still fail later without ending the process. */
function allOrFirstFailure<Values extends readonly unknown[]>(promises: {
  [Index in keyof Values]: Promise<Values[Index]>;
}): Promise<Values> {
  for (const promise of promises) promise.catch(() => undefined);
  return Promise.all(promises) as unknown as Promise<Values>;
}

/** A chain that outlived its supervisor knows more than its last saved copy. */
function rescueChain(home: string): (url: string) => Promise<void> {
  return async (url) => {
    const files = createChainStateFiles(`${home}/chain`);
    await files.save(url).catch(() => undefined);
  };
}
