import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ACTS, isForEverybody } from "@waybill/protocol/permissions/reach-of";

const SERVER = join(import.meta.dirname, "../../../backend/src");
/** A route's literal up to its words: what it is asked by, and who may. */
const LITERAL = /method: "(\w+)",\s*path: (["`][^"`]+["`]|\w+),([\s\S]*?)summary:/g;

interface ProtectedRoute {
  method: string;
  path: RegExp;
}

let known: ProtectedRoute[] | undefined;

/** Whether the server refuses this without a token, as its routes and the table of permissions say. */
export function wantsToken(method: string, path: string): boolean {
  known ??= globSync("{modules,platform}/**/*.routes.ts", { cwd: SERVER }).flatMap((file) =>
    protectedIn(readFileSync(join(SERVER, file), "utf8")),
  );
  return known.some((route) => route.method === method.toLowerCase() && route.path.test(path));
}

/** The source is read, instead of a server that would have to be started for it: pages are tested without one. */
function protectedIn(source: string): ProtectedRoute[] {
  return [...source.matchAll(LITERAL)].flatMap(([, method = "", written = "", rest = ""]) => {
    const act = ACTS.find((one) => rest.includes(`"${one}"`));
    if (act === undefined || isForEverybody(act) || rest.includes("credential:")) return [];
    const path = textOf(written, source)
      .replaceAll(/["`]/g, "")
      .replaceAll(/\$?\{[^}]+\}/g, "[^/]+");
    return [{ method, path: new RegExp(`^${path}$`) }];
  });
}

/** What a path is that is written as the name of a constant beside it, or begins with one. */
function textOf(written: string, source: string): string {
  return written.replace(/^`?\$?\{?([A-Z]+)\b\}?/, (_, name: string) => new RegExp(`const ${name} = "([^"]+)"`).exec(source)?.[1] ?? name);
}
