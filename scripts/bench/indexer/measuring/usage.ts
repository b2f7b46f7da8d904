import { readFileSync, readdirSync } from "node:fs";
import type { Child } from "../../../services/child.ts";

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const SAMPLE_MILLISECONDS = 20;
const MEGABYTE = 2 ** 20;

interface Process {
  pid: number;
  parent: number;
  group: number;
  ownTicks: number;
  /** Of children that have ended and were waited for. */
  childTicks: number;
  residentBytes: number;
}

/** Every process that Linux shows now. */
function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

function readProcess(pid: number): Process | undefined {
  try {
    // The program's name stands in brackets and may hold blanks, so count from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const field = (index: number) => fields[index] ?? 0;
    return {
      pid,
      parent: field(1),
      group: field(2),
      ownTicks: field(11) + field(12),
      childTicks: field(13) + field(14),
      residentBytes: field(21) * PAGE_BYTES,
    };
  } catch {
    return undefined;
  }
}

/** CPU seconds that Postgres has used since it started: its server, its workers and the sessions that have ended. */
export function postgresCpuSeconds({ identity }: Child): number {
  const ticks = processes().map(({ pid, parent, ownTicks, childTicks }) => {
    if (pid === identity.pid) return ownTicks + childTicks;
    return parent === identity.pid ? ownTicks : 0;
  });
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND;
}

export interface Usage {
  peakMegabytes: number;
  cpuSeconds: number;
}

/** Watches what a program and its children use, until the returned function is called. */
export function watchUsage({ identity }: Child): () => Usage {
  let peakBytes = 0;
  let ticks = 0;
  const take = () => {
    // A program leads a process group of its own, named after it; looking only there is cheap for one that starts no other.
    const group = groupOf(identity.pid);
    peakBytes = Math.max(
      peakBytes,
      group.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
    );
    ticks = Math.max(
      ticks,
      group.reduce((sum, { ownTicks }) => sum + ownTicks, 0),
    );
  };
  const timer = setInterval(take, SAMPLE_MILLISECONDS);
  return () => {
    clearInterval(timer);
    take();
    return { peakMegabytes: peakBytes / MEGABYTE, cpuSeconds: ticks / TICKS_PER_SECOND };
  };
}

function groupOf(leader: number): Process[] {
  const members = [leader];
  for (const pid of members) {
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
      if (children !== "") members.push(...children.split(" ").map(Number));
    } catch {
      // Ended in the meantime.
    }
  }
  return members.flatMap((pid) => readProcess(pid) ?? []);
}
