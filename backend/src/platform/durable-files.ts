import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file in the place of one that is there, for its owner and whoever else may read that: a server goes on reading what a command run by
 * another user replaces. Where there is none, nobody else may. It is whole on disk when this returns.
 */
export function replaceFile(path: string, text: string): void {
  renameSync(writeDraft(path, text, statSync(path, { throwIfNoEntry: false })), path);
  syncFolder(path);
}

/** The same where there must be none, for nobody else: of several processes at once one is told true. */
export function createFile(path: string, text: string): boolean {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
    syncFolder(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a file, and returns once that is on disk. One that is not there is removed already. */
export function removeFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  rmSync(path, { force: true });
  syncFolder(path);
}

function writeDraft(path: string, text: string, like?: Stats): string {
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  const file = openSync(draft, "wx", 0o600);
  try {
    // All of it: of one write a disk that fills up takes a part.
    writeFileSync(file, text);
    if (like !== undefined) {
      const own = fstatSync(file);
      if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(file, like.uid, like.gid);
      fchmodSync(file, like.mode & 0o777);
    }
    fsyncSync(file);
    return draft;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** A name is on disk when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
