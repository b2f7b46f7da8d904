import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify, isIdentity, isRunning, type ProcessIdentity } from "../services/process-identity.ts";
import { waitFor } from "../services/wait-for.ts";
import { readJson } from "./files.ts";
import { StartProblem } from "./problem.ts";

interface Holder extends ProcessIdentity {
  /** The npm command that the holder serves: when it is gone, the holder is about to stop. */
  starter?: ProcessIdentity;
}

/** A holder that lost its starter needs a moment to notice, and up to 10 s to stop. */
const PATIENCE_MILLISECONDS = 15_000;

export interface Lock {
  release(): void;
}

/**
 * Makes this process the only one that uses a home. A lock whose holder is dead is taken over.
 *
 * @throws {StartProblem} when another process holds it.
 */
export async function lockHome(home: string, starter: ProcessIdentity | undefined): Promise<Lock> {
  const path = join(home, "lock.json");
  const me = identify(process.pid) ?? { pid: process.pid, startedAt: "unknown" };
  const draft = `${path}.${me.pid}`;
  writeFileSync(draft, JSON.stringify({ ...me, starter }), { mode: 0o600 });
  try {
    while (!take(draft, path)) {
      const holder = readHolder(path);
      if (holder && isRunning(holder)) await waitForLeaving(holder, home);
      else removeStale(path, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** A hard link appears whole or not at all, and never over another. */
function take(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const content = readJson(path);
    return isIdentity(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

async function waitForLeaving(holder: Holder, home: string): Promise<void> {
  const refusal = new StartProblem(
    `Waybill already runs with the home ${home} (process ${holder.pid}): stop it, or set WAYBILL_HOME and PORT.`,
  );
  if (holder.starter === undefined || isRunning(holder.starter)) throw refusal;
  await waitFor(() => !isRunning(holder), { what: "the end of the other one", deadlineMilliseconds: PATIENCE_MILLISECONDS }).catch(() => {
    throw refusal;
  });
}

/** Two processes may find the same stale lock: what the second one moves away then is the first one's fresh lock, so it goes back. */
function removeStale(path: string, stale: Holder | undefined): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && isRunning(moved) && moved.pid !== stale?.pid) take(aside, path);
  rmSync(aside, { force: true });
}
