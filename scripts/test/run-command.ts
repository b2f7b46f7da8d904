import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { ROOT } from "../start/root.ts";

export interface CommandLine {
  command: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
  output: string;
  exitCode: number | null;
  isTimedOut: boolean;
}

const running = new Set<ChildProcess>();

/** Runs a program to its end, passing every line on as it comes. A program that takes too long is ended with all it started. */
export async function runCommand(
  { command, args, cwd = ROOT, env = process.env }: CommandLine,
  onLine: (line: string) => void,
  timeoutMilliseconds: number,
): Promise<CommandResult> {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  running.add(child);
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(line);
    onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", take);
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    endGroup(child, "SIGKILL");
  }, timeoutMilliseconds);
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      take(error.message);
      resolve(1);
    });
    child.once("close", (code) => resolve(code));
  });
  clearTimeout(timer);
  running.delete(child);
  return { output: lines.join("\n"), exitCode, isTimedOut };
}

/** Ends everything that still runs, e.g. after Ctrl-C. */
export function endAllCommands(): void {
  for (const child of running) endGroup(child, "SIGTERM");
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
