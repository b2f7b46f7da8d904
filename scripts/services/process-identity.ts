import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process beyond doubt: numbers are used again by the system, a number with its start time is not. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the system's own words: clock ticks since boot, or a date. */
  startedAt: string;
}

/** Who runs under this number now; undefined when nobody does, or only a zombie. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === "linux" ? startOnLinux(pid) : startElsewhere(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return identify(pid)?.startedAt === startedAt;
}

/** Whether something read from a file names a process. */
export function isIdentity(content: unknown): content is ProcessIdentity {
  const { pid, startedAt } = (content ?? {}) as Partial<Record<keyof ProcessIdentity, unknown>>;
  return Number.isInteger(pid) && typeof startedAt === "string";
}

function startOnLinux(pid: number): string | undefined {
  try {
    // The second field is the program's name in brackets and may hold blanks, so count from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startTicks] = [fields[0], fields[19]];
    return state === "Z" || state === "X" ? undefined : startTicks;
  } catch {
    return undefined;
  }
}

function startElsewhere(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const [state = "", ...date] = line.trim().split(/\s+/);
    return state === "" || state.startsWith("Z") ? undefined : date.join(" ");
  } catch {
    return undefined;
  }
}
