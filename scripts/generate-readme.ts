// Writes the tables of variables into README.md and the guide of warehouses from those that the programs read; --check only compares.
import { VARIABLES, type Variable } from "../backend/src/config/variables.ts";
import { WAREHOUSE_VARIABLES } from "../backend/src/config/warehouse-variables.ts";
import { generateSection } from "./generated-section.ts";

/** Variables that only the programs around the backend read. */
const OTHERS: Record<string, Pick<Variable, "description" | "default">> = {
  WAREHOUSES: {
    default: "on",
    description: "Whether `npm start` runs the warehouses Alpha and Beta beside the shop; `on` or `off`, and off in production.",
  },
  ALPHA_DATABASE_URL: {
    description: "Postgres of warehouse Alpha, where DATABASE_URL names a server of one's own; without it Alpha is not started there.",
  },
  BETA_DATABASE_URL: { description: "The same of warehouse Beta." },
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

await generateSection({ file: "README.md", name: "variables", text: table() });

/** What a warehouse is started with: nobody decides anything for it. */
function warehouseTable(): string {
  const rows = Object.entries<Variable>(WAREHOUSE_VARIABLES).map(([name, { description, default: fallback, schema }]) => {
    const otherwise = fallback ?? (schema.safeParse(undefined).success ? "none" : "required");
    return `| \`${name}\` | ${otherwise} | ${description.replaceAll("|", "\\|")} |`;
  });
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

await generateSection({ file: "docs/guides/warehouse.md", name: "variables", text: warehouseTable() });
