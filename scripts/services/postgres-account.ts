import { execFileSync } from "node:child_process";
import { accessSync, chownSync, constants, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Postgres refuses to run as root. This says how it runs instead. */
export interface PostgresAccount {
  uid?: number;
  gid?: number;
  /** Program and arguments to put before the command. */
  prefix: readonly string[];
}

/** Any number but 0: inside the namespace files of root appear to belong to it. */
const NAMESPACE_ACCOUNT = 65_534;
const PREFIX = ["unshare", "--user", `--map-user=${NAMESPACE_ACCOUNT}`, `--map-group=${NAMESPACE_ACCOUNT}`];

/**
 * How to run Postgres with data in `directory` and its programs at `programs`.
 * An ordinary user runs it as himself. Root runs it in a user namespace, which reaches files below /root too;
 * where the system forbids that, as the system's account `postgres` or `nobody`, which must be able to reach both folders.
 *
 * @throws {Error} one sentence that says what to do, when root has neither way.
 */
export function postgresAccount(directory: string, programs: string): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const account = canUnshare() ? { prefix: PREFIX } : systemAccount(directory, programs);
  giveTree(directory, account.uid ?? 0, account.gid ?? 0);
  return account;
}

function canUnshare(): boolean {
  try {
    execFileSync(PREFIX[0] ?? "", [...PREFIX.slice(1), "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function systemAccount(directory: string, programs: string): PostgresAccount {
  for (const name of ["postgres", "nobody"]) {
    const ids = accountIds(name);
    if (!ids) continue;
    const closed = [directory, programs].map(closedFolder).find((folder) => folder !== undefined);
    if (closed === undefined) return { ...ids, prefix: [] };
    throw new Error(
      `Postgres may not run as root and the account ${name} cannot enter ${closed}: move the project out of it, run as an ordinary user, or set DATABASE_URL.`,
    );
  }
  throw new Error("Postgres may not run as root and there is no account to run it as: run as an ordinary user, or set DATABASE_URL.");
}

function accountIds(name: string): { uid: number; gid: number } | undefined {
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/** The outermost folder above a path that others may not enter. */
export function closedFolder(path: string): string | undefined {
  const parent = dirname(path);
  const outer = parent === path ? undefined : closedFolder(parent);
  return outer ?? ((statSync(parent).mode & constants.S_IXOTH) === 0 ? parent : undefined);
}

function giveTree(path: string, uid: number, gid: number): void {
  accessSync(path);
  if (statSync(path).uid === uid) return;
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) giveTree(child, uid, gid);
    else if (entry.isFile()) chownSync(child, uid, gid);
  }
}
