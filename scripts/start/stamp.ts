import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readJson, writeJson } from "./files.ts";
import { ROOT } from "./root.ts";

const SKIPPED = new Set(["node_modules", "dist", "test", ".git"]);

/** One hash of the names and contents of all files below some paths of the project. */
export function contentHash(paths: readonly string[], root = ROOT): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) if (!SKIPPED.has(name)) add(join(path, name));
    } else {
      const content = readFileSync(full);
      hash.update(`${path}\n${content.length}\n`).update(content);
    }
  };
  paths.forEach(add);
  return hash.digest("hex");
}

export interface Build {
  name: string;
  /** Files and folders that the result depends on. */
  inputs: readonly string[];
  /** A file or folder that is there when it was built. */
  output: string;
}

/**
 * Does a build when its inputs have changed since the last time that it succeeded.
 *
 * @returns whether it was done.
 */
export async function buildIfChanged({ name, inputs, output }: Build, work: () => Promise<void>, root = ROOT): Promise<boolean> {
  const stampFile = join(root, "node_modules", ".cache", "waybill", `${name}.json`);
  const hash = contentHash(inputs, root);
  if (existsSync(join(root, output)) && readStamp(stampFile) === hash) return false;
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  // Another account may run what this one has built.
  writeJson(stampFile, { hash }, 0o644);
  return true;
}

function readStamp(path: string): unknown {
  try {
    return (readJson(path) as { hash?: unknown } | undefined)?.hash;
  } catch {
    return undefined;
  }
}
