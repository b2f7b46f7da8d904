import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../services/process-identity.ts";
import type { Child } from "../../services/child.ts";
import { startPostgres, type Postgres } from "../../services/postgres.ts";
import { startBenchChain, type BenchChain, type ChainOptions } from "./chain/bench-chain.ts";
import { waitFor } from "../../services/wait-for.ts";
import { fill, type Shape } from "./chain/fill.ts";
import { seededRandom, type Random } from "./random.ts";
import type { Settings } from "./settings.ts";
import type { Subject } from "./subjects/subject.ts";

/** What every part of a run shares. */
export interface World {
  settings: Settings;
  folder: string;
  /** As shipped: a commit waits for the disk. */
  postgres: Postgres;
  subjects: readonly Subject[];
  random: Random;
  /** Starts Postgres again, where it was, after it was killed. */
  restartPostgres(): Promise<void>;
}

const children = new Set<Child>();

/** Notes a program that must not outlive the bench, whatever happens to it. */
export function track<Program extends Child>(child: Program): Program {
  children.add(child);
  void child.exited.then(() => children.delete(child));
  return child;
}

// Nothing asynchronous can run here, so what is left is ended the hard way.
process.on("exit", () => {
  for (const { identity } of children) if (isRunning(identity)) process.kill(identity.pid, "SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

export async function withWorld<Value>(settings: Settings, subjects: readonly Subject[], work: (world: World) => Promise<Value>) {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  const options = { directory: join(folder, "postgres"), logFile: join(folder, "postgres.log"), password: randomBytes(12).toString("hex") };
  const onStarted = (child: Child) => void track(child);
  const world: World = {
    settings,
    folder,
    subjects,
    random: seededRandom(settings.seed),
    postgres: await startPostgres({ ...options, onStarted }),
    async restartPostgres() {
      // Sessions of the killed one hold its memory until they notice; until then it refuses to start.
      world.postgres = await waitFor(() => startPostgres({ ...options, port: world.postgres.port, onStarted }), {
        what: "a new start of Postgres",
        deadlineMilliseconds: 30_000,
      });
    },
  };
  try {
    return await work(world);
  } finally {
    await world.postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A chain for one part, filled, and gone afterwards. */
export async function withChain<Value>(
  world: World,
  shape: Shape,
  work: (chain: BenchChain) => Promise<Value>,
  options: Partial<ChainOptions> = {},
): Promise<Value> {
  const chain = await startBenchChain({ folder: world.folder, ...options });
  track(chain.anvil.child);
  try {
    await fill(chain, shape);
    return await work(chain);
  } finally {
    await chain.stop();
  }
}
