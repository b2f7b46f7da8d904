// Writes the table of docs/console-lists.md from the lists of the console's pages; --check only compares. A list that lacks something is named, and nothing written.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actsOf, HISTORY_ELSEWHERE, pagesWith, whatIsLacking, WITHOUT_ACTS } from "./console-lists/inventory.ts";
import { readLists, type ConsoleList } from "./console-lists/read-lists.ts";
import { generateSection } from "./generated-section.ts";
import { ROOT } from "./start/root.ts";

const TEXTS = join(ROOT, "frontend/src/lib/messages/en");
const texts = Object.assign(
  {},
  ...globSync("*.json", { cwd: TEXTS }).map((file) => JSON.parse(readFileSync(join(TEXTS, file), "utf8"))),
) as Record<string, string>;
const said = (id: string) => (texts[id] ?? id).replace(/…$/, "").toLowerCase();
const cell = (text: string) => text.replaceAll("|", "\\|");

function line({ path, list }: { path: string; list: ConsoleList }): string {
  const { name, title, place, facets, details } = list;
  const acts = actsOf(list);
  const cells = [
    `\`/admin${path}\``,
    texts[title] ?? title,
    facets.map((facet) => `\`${place === undefined ? "" : `${place}.`}${facet.name}\``).join(", "),
    acts.length === 0 ? `– (${WITHOUT_ACTS[name]})` : acts.map(({ label }) => said(label)).join(", "),
    details === undefined ? HISTORY_ELSEWHERE[name] : "below its row",
  ];
  return `| ${cells.map((text) => cell(text ?? "")).join(" | ")} |`;
}

const lists = await readLists();
const lacking = whatIsLacking(lists);
if (lacking.length > 0) {
  console.error(lacking.join("\n"));
  process.exit(1);
}
const rows = pagesWith(lists).flatMap(({ path, lists: shown }) => shown.map((list) => ({ path, list })));
const head = ["page", "list", "narrowed by", "done with several", "history of one"];
const table = [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
await generateSection({ file: "docs/console-lists.md", name: "lists", text: table });
process.exit(process.exitCode ?? 0);
