import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { identify, isRunning, type ProcessIdentity } from "./process-identity.ts";
import { waitFor } from "./wait-for.ts";

export interface ChildOptions {
  /** How messages call it: "Postgres", "the backend". */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** File that both outputs are appended to. */
  logFile: string;
  uid?: number;
  gid?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program that runs beside this one until it is stopped. */
export interface Child {
  name: string;
  identity: ProcessIdentity;
  logFile: string;
  /** Resolves, never rejects, when the program has ended. */
  exited: Promise<Exit>;
  hasExited(): boolean;
  /** Asks with a signal, insists with SIGKILL after the deadline, and resolves when it is gone. */
  stop(signal?: NodeJS.Signals, deadlineMilliseconds?: number): Promise<void>;
}

/**
 * Starts a program in a process group of its own: Ctrl-C in the terminal reaches only this process,
 * which then stops its children in the right order.
 *
 * @throws {Error} when the program cannot be started at all.
 */
export async function startChild({ name, command, args, cwd, env, logFile, uid, gid }: ChildOptions): Promise<Child> {
  const log = openSync(logFile, "a", 0o600);
  const program = spawn(command, args, {
    cwd,
    env: env ?? process.env,
    uid,
    gid,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    program.once("exit", (code, signal) => resolve((exit = { code, signal })));
  });
  await new Promise<void>((resolve, reject) => {
    program.once("spawn", resolve);
    program.once("error", (error) => reject(new Error(`${name} cannot be started: ${error.message}`, { cause: error })));
  });
  const pid = program.pid ?? 0;
  const identity = identify(pid) ?? { pid, startedAt: "ended at once" };
  return {
    name,
    identity,
    logFile,
    exited,
    hasExited: () => exit !== undefined,
    async stop(signal = "SIGTERM", deadlineMilliseconds = 5_000) {
      await stopProcess(identity, signal, deadlineMilliseconds);
      await exited;
    },
  };
}

/** Runs a program to its end. @throws {Error} one sentence when it fails. */
export async function runChild(options: ChildOptions, onStarted: (child: Child) => void = () => undefined): Promise<void> {
  const child = await startChild(options);
  onStarted(child);
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`${options.name} failed: ${lastWords(options.logFile)} (log: ${options.logFile})`);
}

/** Ends a process, also one that an earlier run started. Does nothing when it is gone already. */
export async function stopProcess(identity: ProcessIdentity, signal: NodeJS.Signals, deadlineMilliseconds: number): Promise<void> {
  for (const [next, patience] of [[signal, deadlineMilliseconds] as const, ["SIGKILL" as const, 5_000] as const]) {
    if (!isRunning(identity)) return;
    sendSignal(identity.pid, next);
    const gone = await waitFor(() => !isRunning(identity), { what: "the end of a process", deadlineMilliseconds: patience }).catch(
      () => false,
    );
    if (gone) return;
  }
  throw new Error(`Process ${identity.pid} does not end.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The last lines that a program wrote: what a person needs to see when it failed. */
export function lastLogLines(logFile: string, count = 5): string {
  try {
    return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
  } catch {
    return "";
  }
}

/** Why a program ended, as far as its log tells: its last line that names an error, or else its last line. */
export function lastWords(logFile: string): string {
  const lines = lastLogLines(logFile, 40)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "}" && !line.startsWith("at ") && !line.startsWith("Node.js v"));
  return lines.findLast((line) => /^(\w*Error\b|error:|fatal:)|\b(FATAL|PANIC):/i.test(line)) ?? lines.at(-1) ?? "it left no word";
}
