import { execFileSync } from "node:child_process";
import { chownSync, closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { onExit } from "../../support/resources.ts";

/** A disk of its own that can be filled to the last byte, for files that must meet that. */
export interface SmallDisk {
  /** An empty folder on it. */
  directory: string;
  fill(): void;
  free(): void;
  release(): void;
}

/** Room for two databases of a run, and little to fill. */
const MEGABYTES = 64;

/**
 * Mounts a tmpfs, as root or by a sudo that asks nothing.
 *
 * @param like Whose owner the folder gets.
 * @returns null where the system lets nobody mount
 */
export function mountSmallDisk(mountPoint: string, like: string): SmallDisk | null {
  const owner = statSync(like);
  mkdirSync(mountPoint, { recursive: true });
  const options = `size=${MEGABYTES}m,mode=0711,uid=${process.getuid?.() ?? 0}`;
  if (!asRoot("mount", "-t", "tmpfs", "-o", options, "tmpfs", mountPoint)) return null;
  const forget = onExit(() => void asRoot("umount", "--lazy", mountPoint));
  const [directory, ballast] = [join(mountPoint, "data"), join(mountPoint, "ballast")];
  mkdirSync(directory, { mode: 0o700 });
  chownSync(directory, owner.uid, owner.gid);
  return {
    directory,
    fill: () => fillWith(ballast),
    free: () => rmSync(ballast, { force: true }),
    release() {
      forget();
      asRoot("umount", "--lazy", mountPoint);
    },
  };
}

function asRoot(...command: readonly string[]): boolean {
  const [program = "", ...args] = process.getuid?.() === 0 ? command : ["sudo", "--non-interactive", ...command];
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const CHUNK = Buffer.alloc(1 << 20);
const PAGE = 4_096;

/** Large pieces first, then what is left page by page. */
function fillWith(path: string): void {
  const file = openSync(path, "a");
  try {
    for (let size = CHUNK.length; size >= PAGE; size /= 16) while (isWritten(file, CHUNK.subarray(0, size)));
  } finally {
    closeSync(file);
  }
}

function isWritten(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}
