import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "./wait-for.ts";

/** A killed process stays in the system's table until its new parent has read its end; on a busy machine that takes a moment. */
const BURIAL_MILLISECONDS = 10_000;

/**
 * Lets Postgres start after it was killed. It takes any process under the number in its lock file for its former self: so a dead one is
 * waited for, and the file goes when another program has the number by now. A living Postgres keeps its lock. Does nothing where the
 * system does not tell command lines as Linux does.
 */
export async function settlePostgresLock(directory: string): Promise<void> {
  const path = join(directory, "postmaster.pid");
  const pid = read(path)?.split("\n")[0];
  if (!pid) return;
  const isDead = () => read(`/proc/${pid}/cmdline`) === "";
  await waitFor(() => !isDead(), { what: "the end of the former Postgres", deadlineMilliseconds: BURIAL_MILLISECONDS });
  const command = read(`/proc/${pid}/cmdline`);
  if (command !== undefined && !command.split("\0").includes(directory)) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
