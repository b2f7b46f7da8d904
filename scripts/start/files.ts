import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file so that a reader, and the next start after a power cut, sees the old content or the new one and nothing between. */
export function writeAtomically(path: string, content: string | Uint8Array, mode = 0o600): void {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", mode);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Makes a rename itself survive a power cut; some systems cannot do that for folders, and lose nothing else by it. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!["EPERM", "EISDIR", "EINVAL"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/** @param mode Who may read it; only the owner unless said otherwise, since a home holds passwords. */
export function writeJson(path: string, value: unknown, mode = 0o600): void {
  writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`, mode);
}

/**
 * @returns undefined when there is no such file.
 * @throws {SyntaxError} when it is not JSON.
 */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return JSON.parse(text);
}
