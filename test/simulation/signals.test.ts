import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { identify, isRunning, type ProcessIdentity } from "../../scripts/services/process-identity.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { ROOT } from "../../scripts/start/root.ts";

/** A node, a database and the processes of a cluster: with all of them there, a run is under way. */
const UNDER_WAY = 5;

describe("a simulation that is ended", function () {
  this.timeout(90_000);

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`by ${signal} leaves no process and no folder behind`, async () => {
      const child = spawn(process.execPath, [join(ROOT, "scripts/sim.ts")], {
        cwd: ROOT,
        stdio: "ignore",
        env: { ...process.env, SEED: "3" },
      });
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      try {
        const started = await waitFor(() => enough(childrenOf(child.pid ?? 0)), { what: "a run", deadlineMilliseconds: 60_000 });
        const folders = foldersOf(started);
        expect(folders, "the programs name the folder of their run").to.have.length(1);
        child.kill(signal);
        await ended;
        await waitFor(() => !started.some(isRunning), { what: "the end of all", deadlineMilliseconds: 10_000 });
        expect(readdirSync(join(folders[0] ?? "", "..")).filter((name) => folders[0]?.endsWith(name))).to.deep.equal([]);
      } finally {
        child.kill("SIGKILL");
      }
    });
});

function enough(identities: ProcessIdentity[]): ProcessIdentity[] | undefined {
  return identities.length >= UNDER_WAY ? identities : undefined;
}

/** All programs below one, as the system's own list has them. */
function childrenOf(pid: number): ProcessIdentity[] {
  const own = pids().filter((other) => parentOf(other) === pid);
  return own.flatMap((other) => [identify(other) ?? [], childrenOf(other)].flat());
}

function pids(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    // One that lived for a moment: what makes a folder lives on.
    return [];
  }
}

function foldersOf(identities: readonly ProcessIdentity[]): string[] {
  const words = identities.flatMap(({ pid }) => wordsOf(pid));
  return [...new Set(words.flatMap((word) => /^.*\/waybill-test-[^/]+/.exec(word)?.[0] ?? []))];
}
