import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJson, writeJson } from "./files.ts";
import { StartProblem, reasonOf } from "./problem.ts";

/** Counts changes of what lies where; a program refuses homes that are newer than itself. */
const LAYOUT = 1;
const LARGEST_LOG_BYTES = 20_000_000;

/** What a home has to hold once it has been made: the file that shows that the part is there. */
const PARTS = {
  database: ["postgres", "PG_VERSION"],
  chain: ["chain", "state.json.gz"],
  deployment: ["deployment.json"],
} as const;
export type Part = keyof typeof PARTS;

interface Layout {
  layout: number;
  parts: Part[];
  databasePassword: string;
  /** When the demonstration was loaded. */
  demoAt?: string;
  /** When the warehouses' part of it was. */
  warehousesDemoAt?: string;
}

/** Warehouses may come to a home whose shop has been filled before. */
export type DemoPart = "demoAt" | "warehousesDemoAt";

/** The folder that holds everything of one installation. */
export interface Home {
  path: string;
  databasePassword: string;
  has(part: Part): boolean;
  /** From now on the part must be there at every start. */
  add(part: Part): void;
  isDemoLoaded(part?: DemoPart): boolean;
  markDemoLoaded(at: Date, part?: DemoPart): void;
  file(...names: string[]): string;
  log(name: string): string;
}

/** Makes the folder when it is missing. @throws {StartProblem} when it cannot be used. */
export function prepareFolder(path: string): void {
  try {
    mkdirSync(join(path, "logs"), { recursive: true, mode: 0o755 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartProblem(`WAYBILL_HOME ${path} cannot be used as a folder: ${reasonOf(error)}.`, { cause: error });
  }
}

/** Sets large logs aside, one generation of each. */
function shortenLogs(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(".log") && statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.old`);
  }
}

/**
 * Opens a home that is already locked, or makes a new one.
 *
 * @throws {StartProblem} when it is not ours, newer than this program, or damaged.
 */
export function openHome(path: string): Home {
  const file = (...names: string[]) => join(path, ...names);
  const layout = readLayout(path) ?? createLayout(path);
  shortenLogs(join(path, "logs"));
  const save = () => writeJson(file("layout.json"), layout);
  for (const part of layout.parts) if (!existsSync(file(...PARTS[part]))) throw damaged(path, `${PARTS[part].join("/")} is missing`);
  return {
    path,
    databasePassword: layout.databasePassword,
    has: (part) => layout.parts.includes(part),
    add(part) {
      if (layout.parts.includes(part)) return;
      layout.parts.push(part);
      save();
    },
    isDemoLoaded: (part = "demoAt") => layout[part] !== undefined,
    markDemoLoaded(at, part = "demoAt") {
      layout[part] = at.toISOString();
      save();
    },
    file,
    log: (name) => file("logs", `${name}.log`),
  };
}

/** The sentence for a home whose content cannot be right. */
export function damaged(path: string, what: string, cause?: unknown): StartProblem {
  return new StartProblem(
    `The home ${path} is damaged: ${what}. Put it back from a backup, or remove the folder to start anew without its data.`,
    { cause },
  );
}

function readLayout(path: string): Layout | undefined {
  let content: unknown;
  try {
    content = readJson(join(path, "layout.json"));
  } catch (error) {
    throw damaged(path, "layout.json cannot be read", error);
  }
  if (content === undefined) return undefined;
  if (!isLayout(content)) throw damaged(path, "layout.json does not hold what it must");
  if (content.layout > LAYOUT)
    throw new StartProblem(`The home ${path} was written by a newer version of Waybill (layout ${content.layout}): use that version.`);
  return content;
}

function isLayout(content: unknown): content is Layout {
  const { layout, parts, databasePassword } = (content ?? {}) as Partial<Record<keyof Layout, unknown>>;
  return (
    Number.isInteger(layout) &&
    Array.isArray(parts) &&
    parts.every((part) => Object.hasOwn(PARTS, String(part))) &&
    typeof databasePassword === "string" &&
    databasePassword.length > 0
  );
}

function createLayout(path: string): Layout {
  const known = new Set(["logs", "lock.json", "lock.json.new", "children.json", "running.json", "layout.json.new"]);
  const foreign = readdirSync(path).filter((name) => !known.has(name) && !name.startsWith("lock.json."));
  if (foreign.some((name) => ["postgres", "chain", "deployment.json"].includes(name))) throw damaged(path, "layout.json is missing");
  if (foreign.length > 0) throw new StartProblem(`WAYBILL_HOME ${path} holds other files (${foreign[0]}): name an empty folder.`);
  const layout: Layout = { layout: LAYOUT, parts: [], databasePassword: randomBytes(24).toString("base64url") };
  writeJson(join(path, "layout.json"), layout);
  return layout;
}
