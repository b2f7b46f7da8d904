import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { lastWords, startChild, type Child } from "../../../scripts/services/child.ts";
import { ROOT } from "../../../scripts/start/root.ts";
import { runDirectory, track } from "../../support/resources.ts";

/** The backend as several processes, each started again whenever it ends, as an orchestrator does. */
export interface Cluster {
  names: readonly string[];
  kill(name: string): void;
  /** SIGSTOP: a machine that stands still and does not know it. What starts in its place before it is resumed stands still, too. */
  freeze(name: string): void;
  resume(name: string): void;
  /** Restarts a process so that it ends itself at a named point; the one after that is whole again. */
  crashAt(name: string, point: string): Promise<void>;
  /** Whether a process that was told to has not yet ended itself at its point. */
  isDoomed(name: string): boolean;
  /** How often each process ended although nobody asked it to stop. */
  deaths: ReadonlyMap<string, number>;
  /** Processes that ended by themselves after they had started, with their last words. */
  failures: readonly string[];
  stop(): Promise<void>;
}

export interface Member {
  name: string;
  roles: string;
}

interface Running extends Member {
  child: Child | undefined;
  /** Armed for the next start only. */
  faultAt: string;
  isDoomed: boolean;
  isFrozen: boolean;
}

const MAIN = join(ROOT, "backend/src/main.ts");
/** What an orchestrator waits before it starts a program again. */
const RESTART_MILLISECONDS = 100;
let clusters = 0;

/** @param folder Where the processes' logs go. */
export async function startCluster(members: readonly Member[], environment: NodeJS.ProcessEnv, folder = runDirectory()): Promise<Cluster> {
  const id = `${process.pid}-${++clusters}`;
  const running = members.map((member): Running => ({ ...member, child: undefined, faultAt: "", isDoomed: false, isFrozen: false }));
  const deaths = new Map<string, number>();
  const failures: string[] = [];
  let isStopping = false;

  const start = async (member: Running): Promise<void> => {
    const faultAt = member.faultAt;
    member.faultAt = "";
    const child = await startChild({
      name: member.name,
      command: process.execPath,
      args: [MAIN],
      cwd: ROOT,
      env: { ...environment, WAYBILL_ROLES: member.roles, FAULT_AT: faultAt },
      logFile: join(folder, `sim-${id}-${member.name}.log`),
    });
    track(child);
    member.child = child;
    if (member.isFrozen) send(member.name, "SIGSTOP");
    void child.exited.then(async ({ code, signal }) => {
      if (isStopping) return;
      if (faultAt !== "") member.isDoomed = false;
      deaths.set(member.name, (deaths.get(member.name) ?? 0) + 1);
      const words = lastWords(child.logFile);
      // A start without a database is refused, and tried again; any other end by itself is a defect.
      if (signal === null && !words.includes("cannot start")) failures.push(`${member.name} ended with code ${code}: ${words}`);
      await pause(RESTART_MILLISECONDS);
      if (!isStopping) await start(member);
    });
  };
  const send = (name: string, signal: NodeJS.Signals): void => {
    const child = find(running, name).child;
    if (child && !child.hasExited()) process.kill(child.identity.pid, signal);
  };
  await Promise.all(running.map(start));
  return {
    names: members.map(({ name }) => name),
    deaths,
    failures,
    kill: (name) => send(name, "SIGKILL"),
    freeze(name) {
      find(running, name).isFrozen = true;
      send(name, "SIGSTOP");
    },
    resume(name) {
      find(running, name).isFrozen = false;
      send(name, "SIGCONT");
    },
    isDoomed: (name) => find(running, name).isDoomed,
    async crashAt(name, point) {
      const member = find(running, name);
      member.faultAt = `${point}:kill`;
      member.isDoomed = true;
      send(name, "SIGKILL");
      await member.child?.exited;
    },
    async stop() {
      isStopping = true;
      for (const { name } of running) send(name, "SIGCONT");
      await Promise.all(running.map(async ({ child }) => child?.stop("SIGTERM", 10_000)));
    },
  };
}

function find(running: readonly Running[], name: string): Running {
  const member = running.find((one) => one.name === name);
  if (!member) throw new Error(`no process is called ${name}`);
  return member;
}
