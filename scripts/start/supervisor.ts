import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { lastWords, runChild, startChild, stopProcess, type Child, type ChildOptions, type Exit } from "../services/child.ts";
import { isIdentity, isRunning, type ProcessIdentity } from "../services/process-identity.ts";
import { readJson, writeJson } from "./files.ts";
import { StartProblem, reasonOf } from "./problem.ts";

/** Lower ones stop first, equal ones together: nobody is left talking to a dead server. Patience adds up to less than the 10 s that a stop may take. */
export const STOPPING = {
  tool: { order: 0, signal: "SIGKILL", patienceMilliseconds: 500 },
  backend: { order: 1, signal: "SIGTERM", patienceMilliseconds: 6_000 },
  warehouse: { order: 1, signal: "SIGTERM", patienceMilliseconds: 6_000 },
  chain: { order: 2, signal: "SIGINT", patienceMilliseconds: 1_000 },
  database: { order: 3, signal: "SIGINT", patienceMilliseconds: 2_000 },
} as const satisfies Record<string, { order: number; signal: NodeJS.Signals; patienceMilliseconds: number }>;
export type Kind = keyof typeof STOPPING;

interface Recorded extends ProcessIdentity {
  kind: Kind;
  /** Where it answers, when somebody has to ask it something before it ends. */
  url?: string;
}

export interface Supervisor {
  /** Watches a child that somebody else started, and records it for the start after a crash. */
  adopt(child: Child, kind: Kind, url?: string): void;
  start(options: ChildOptions, kind: Kind): Promise<Child>;
  /** Starts one without which the rest goes on: when it ends it is started again, with growing pauses, and that is said. */
  keep(options: ChildOptions, kind: Kind): Promise<void>;
  /** Runs a tool to its end. @throws {StartProblem} when it fails. */
  run(options: ChildOptions): Promise<void>;
  /** Rejects when a child ends that should not. */
  failure: Promise<never>;
  /** Ends every child in order. */
  stop(beforeChain?: () => Promise<void>): Promise<void>;
}

const FIRST_PAUSE_MILLISECONDS = 1_000;
const MAX_PAUSE_MILLISECONDS = 60_000;
/** One that has run for so long was well: the next pause is the first again. */
const WELL_MILLISECONDS = 60_000;

/**
 * @param recordPath Where the running children are noted.
 * @param say Told in a sentence what becomes of a child that is kept.
 */
export function createSupervisor(recordPath: string, say: (line: string) => void = () => undefined): Supervisor {
  const children = new Map<Child, Recorded>();
  let isStopping = false;
  let fail: (problem: StartProblem) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  // Whoever awaits it sees the rejection; until then it must not end the process.
  failure.catch(() => undefined);

  const record = () => writeJson(recordPath, [...children.values()]);
  const note = (child: Child, kind: Kind, url?: string) => {
    children.set(child, { ...child.identity, kind, url });
    record();
    if (isStopping) void child.stop("SIGKILL");
    void child.exited.then(() => {
      children.delete(child);
      record();
    });
  };
  const refuseWhenStopping = () => {
    if (isStopping) throw new StartProblem("Waybill is stopping.");
  };
  const lastOf = ({ name, logFile }: Child, { code, signal }: Exit): string =>
    `${name} ended unexpectedly (${signal ?? `code ${code}`}): ${lastWords(logFile)} (log: ${logFile})`;
  /** Starts it again whenever it has ended, as long as we run. */
  const startAgain = async (first: Child, options: ChildOptions, kind: Kind): Promise<void> => {
    let failures = 0;
    for (let child: Child | undefined = first; !isStopping;) {
      const beganAt = performance.now();
      const reason = child ? lastOf(child, await child.exited) : `${options.name} cannot be started.`;
      if (isStopping) return;
      failures = performance.now() - beganAt >= WELL_MILLISECONDS ? 1 : failures + 1;
      const milliseconds = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (failures - 1), MAX_PAUSE_MILLISECONDS);
      const line = `${reason}; it is started again in ${milliseconds / 1_000} s.`;
      say(line);
      appendFileSync(options.logFile, `${line}\n`);
      await pause(milliseconds, undefined, { ref: false });
      if (isStopping) return;
      child = await startChild(options).catch(() => undefined);
      if (child) note(child, kind);
    }
  };
  const supervisor: Supervisor = {
    failure,
    adopt(child, kind, url) {
      note(child, kind, url);
      void child.exited.then((exit) => void (isStopping || fail(new StartProblem(lastOf(child, exit)))));
    },
    async start(options, kind) {
      refuseWhenStopping();
      const child = await startChild(options);
      supervisor.adopt(child, kind);
      return child;
    },
    async keep(options, kind) {
      refuseWhenStopping();
      const child = await startChild(options);
      note(child, kind);
      startAgain(child, options, kind).catch((error: unknown) =>
        fail(new StartProblem(`${options.name} cannot be kept running: ${reasonOf(error)}`, { cause: error })),
      );
    },
    async run(options) {
      refuseWhenStopping();
      await runChild(options, (child) => note(child, "tool")).catch((error: unknown) => {
        throw new StartProblem(reasonOf(error), { cause: error });
      });
    },
    async stop(beforeChain = async () => undefined) {
      isStopping = true;
      const chain = [...children].filter(([, { kind }]) => STOPPING[kind].order < STOPPING.chain.order);
      await stopAll(chain);
      await beforeChain();
      await stopAll([...children]);
    },
  };
  return supervisor;
}

async function stopAll(children: [Child, Recorded][]): Promise<void> {
  for (const order of [...new Set(children.map(([, { kind }]) => STOPPING[kind].order))].sort()) {
    const together = children.filter(([, { kind }]) => STOPPING[kind].order === order);
    await Promise.all(together.map(([child, { kind }]) => child.stop(STOPPING[kind].signal, STOPPING[kind].patienceMilliseconds)));
  }
}

/**
 * Ends what an earlier run left behind when it was killed.
 *
 * @param rescue Called for a chain that still runs, before it ends: its last seconds are only in its memory.
 * @returns How many programs were ended.
 */
export async function stopOrphans(recordPath: string, rescue: (url: string) => Promise<void>): Promise<number> {
  const orphans = readRecords(recordPath).filter(isRunning);
  for (const { kind, url, ...identity } of orphans.sort((a, b) => STOPPING[a.kind].order - STOPPING[b.kind].order)) {
    if (kind === "chain" && url !== undefined) await rescue(url);
    await stopProcess(identity, STOPPING[kind].signal, STOPPING[kind].patienceMilliseconds);
  }
  return orphans.length;
}

function readRecords(path: string): Recorded[] {
  try {
    const content = readJson(path);
    return Array.isArray(content) ? content.filter(isRecorded) : [];
  } catch {
    return [];
  }
}

function isRecorded(content: unknown): content is Recorded {
  return isIdentity(content) && Object.hasOwn(STOPPING, (content as Recorded).kind);
}
