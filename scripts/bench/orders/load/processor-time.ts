import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Processor seconds of a process and those that it started and that still run or have ended; NaN where the system does not tell. */
export function processorSeconds(pid: number): number {
  try {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const stats = all.flatMap((name) => statOf(name) ?? []);
    const own = stats.find((one) => one.pid === pid);
    if (own === undefined) return NaN;
    const children = stats.filter(({ parent }) => parent === pid);
    return [own.ticks + own.ticksOfEnded, ...children.map(({ ticks }) => ticks)].reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}

/** The process that started another; 0 where the system does not tell. */
export function parentOf(pid: number): number {
  return statOf(String(pid))?.parent ?? 0;
}

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
  ticksOfEnded: number;
}

/** Undefined for one that has ended meanwhile. */
function statOf(pid: string): Stat | undefined {
  try {
    // The name of the program, in parentheses, may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ").map(Number) ?? [];
    const [, parent = 0] = fields;
    const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15);
    return { pid: Number(pid), parent, ticks: user + system, ticksOfEnded: userOfEnded + systemOfEnded };
  } catch {
    return undefined;
  }
}
