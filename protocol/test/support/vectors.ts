import { readdirSync, readFileSync } from "node:fs";

const VECTORS = new URL("../../vectors/", import.meta.url);

/** Text of a file below protocol/vectors. */
export function vectorText(name: string): string {
  return readFileSync(new URL(name, VECTORS), "utf8");
}

/** The same as JSON. */
export function vector<T>(name: string): T {
  return JSON.parse(vectorText(name)) as T;
}

/** Names of all files below a folder of protocol/vectors, at any depth. */
export function vectorNames(folder: string): string[] {
  return readdirSync(new URL(folder, VECTORS), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(VECTORS.pathname.length).replaceAll("//", "/"))
    .sort();
}
