import { globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { ROOT } from "../start/root.ts";

/** What is told of a list here; see `ListParts` of the pages. */
export interface ConsoleList {
  /** Of the file that defines it. */
  file: string;
  name: string;
  place?: string;
  title: string;
  columns: readonly { id: string; csv: unknown }[];
  facets: readonly { kind: string; name: string; label: string }[];
  acts?: readonly ConsoleAct[];
  /** Done by an admin's wallet. */
  byWallet?: readonly ConsoleAct[];
  details?: unknown;
}

export interface ConsoleAct {
  id: string;
  label: string;
}

/** Files of lists, from the repository's root. */
export const LIST_FILES = "frontend/src/features/**/*-list.tsx";

/** Node takes types off by itself, and leaves what draws to us. */
function drawsAsWell(): void {
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith(".tsx")) return next(url, context);
      const source = readFileSync(fileURLToPath(url), "utf8");
      const compilerOptions = { jsx: ts.JsxEmit.ReactJSX, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
      return { format: "module", shortCircuit: true, source: ts.transpileModule(source, { compilerOptions }).outputText };
    },
  });
}

/** Every list that a file of lists exports, by the pages' own code; one for whatever its page says of it as for nothing. */
export async function readLists(): Promise<ConsoleList[]> {
  drawsAsWell();
  const lists: ConsoleList[] = [];
  for (const file of globSync(LIST_FILES, { cwd: ROOT }).sort()) {
    const exported = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, unknown>;
    for (const one of Object.values(exported)) {
      const list = typeof one === "function" ? madeBy(one as () => unknown) : one;
      if (isList(list)) lists.push({ ...list, file });
    }
  }
  return lists;
}

/** Of a list that is made for something; other functions of these files want what they are given. */
function madeBy(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function isList(value: unknown): value is ConsoleList {
  return typeof value === "object" && value !== null && "columns" in value && "facets" in value;
}
