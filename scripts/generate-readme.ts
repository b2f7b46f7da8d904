// Writes the table of variables into README.md from the tables that the programs read; --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { VARIABLES, type Variable } from "../backend/src/config/variables.ts";
import { ROOT } from "./start/root.ts";

const README = `${ROOT}/README.md`;
const BEGIN = "<!-- variables: begin -->";
const END = "<!-- variables: end -->";

/** Variables that only the programs around the backend read. */
const OTHERS: Record<string, Pick<Variable, "description">> = {
  ANVIL_PATH: { description: "The anvil program, where none comes with the packages." },
  CHROMIUM_PATH: { description: "The browser for the tests; otherwise the first Chromium or Chrome on the PATH." },
};
/** Where `npm start` decides otherwise than the backend alone would. */
const STARTED: Record<string, string> = {
  DATABASE_URL: "embedded",
  RPC_URL: "embedded",
  DEPLOYMENT_FILE: "in the home",
  RELAYER_KEY: "development key",
  REGISTRAR_KEY: "RELAYER_KEY",
  DOCUMENTS_KEY: "development key",
  WAYBILL_DEMO: "on",
  FRONTEND_DIR: "built",
};

function table(): string {
  const rows = Object.entries<Pick<Variable, "description" | "default">>({ ...VARIABLES, ...OTHERS }).map(
    ([name, { description, default: fallback }]) =>
      `| \`${name}\` | ${STARTED[name] ?? fallback ?? "none"} | ${description.replaceAll("|", "\\|")} |`,
  );
  return ["| variable | default with `npm start` | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

const old = readFileSync(README, "utf8");
const [before, rest] = old.split(BEGIN);
const after = rest?.split(END)[1];
if (before === undefined || after === undefined) throw new Error(`README.md needs the lines ${BEGIN} and ${END}`);
const text = `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
const formatted = await format(text, { ...(await resolveConfig(README)), filepath: README });

if (!process.argv.includes("--check")) writeFileSync(README, formatted);
else if (formatted !== old) {
  console.error("The variables in README.md are not those of the programs: run npm run generate.");
  process.exitCode = 1;
}
