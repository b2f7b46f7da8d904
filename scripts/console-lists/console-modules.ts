import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ROOT } from "../start/root.ts";

const ROUTES = join(ROOT, "frontend/src/routes/admin");
/** `page("/keys", lazyRouteComponent(pages, "KeysRoute"))` */
const PAGE = /page\("(\/[^"]*)", lazyRouteComponent\((\w+), "(\w+)"\)/g;
/** `const store = () => import("./store-pages.tsx");` */
const CHUNK = /const (\w+) = \(\) => import\("\.\/([\w-]+\.tsx)"\)/g;
const IMPORT = /(?:from|import\() ?"(\.[^"]+\.tsx?)"/g;

/** Modules of the pages that a module brings with it, itself among them; from the repository's root. */
export function broughtBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const path = resolve(ROOT, file);
  const name = relative(ROOT, path);
  if (seen.has(name) || !existsSync(path)) return seen;
  seen.add(name);
  for (const [, next = ""] of readFileSync(path, "utf8").matchAll(IMPORT)) broughtBy(resolve(dirname(path), next), seen);
  return seen;
}

/** Every page of the console, by its path below `/admin`, with the module that draws it. */
export function consolePages(): Map<string, string> {
  const routes = readFileSync(join(ROUTES, "routes.tsx"), "utf8");
  const chunks = new Map([...routes.matchAll(CHUNK)].map(([, name = "", file = ""]) => [name, file]));
  const pages = [...routes.matchAll(PAGE)].map(([, path = "", chunk = "", component = ""]): [string, string] => {
    const source = readFileSync(join(ROUTES, chunks.get(chunk) ?? ""), "utf8");
    return [path, relative(ROOT, resolve(ROUTES, moduleOf(component, source)))];
  });
  return new Map(pages);
}

/** Where a component comes from: exported from elsewhere, or drawn by a function that names it. */
function moduleOf(component: string, source: string): string {
  const imports = [...source.matchAll(/(?:export|import) \{([^}]+)\} from "(\.[^"]+)"/g)];
  const passed = imports.find(([, names = ""]) => names.split(",").some((name) => name.trim().endsWith(`as ${component}`)));
  const body = source.slice(source.indexOf(`function ${component}(`));
  const drawn = /<(\w+Page)/.exec(body)?.[1];
  const [, , path] = passed ?? imports.find(([, names = ""]) => names.split(",").some((name) => name.trim() === drawn)) ?? [];
  if (path === undefined) throw new Error(`Nobody draws ${component} of the console.`);
  return path;
}
