// Writes the tables of docs/privacy.md from the lists that export, erasure and retention walk; --check only compares.
import { PERSONAL_TABLES } from "../backend/src/modules/privacy/personal-tables.ts";
import { RETENTION } from "../backend/src/modules/privacy/retention.ts";
import { ROLE_NAMES } from "../protocol/src/permissions/roles.ts";
import { MASKING_ROWS } from "../protocol/src/privacy/masking.ts";
import { PURPOSES, type Purpose } from "../protocol/src/privacy/purposes.ts";
import { generateSection } from "./generated-section.ts";
import account from "../frontend/src/lib/messages/en/account.json" with { type: "json" };
import reports from "../frontend/src/lib/messages/en/reports.json" with { type: "json" };

/** Who sees anything of others. */
const MASKED_FOR = ROLE_NAMES.filter((role) => MASKING_ROWS.some(({ to }) => role in to));
const FILE = "docs/privacy.md";

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function timeOf(hours: number): string {
  if (hours === 0) return "until then";
  return hours > 24 ? `${hours / 24} days` : `${hours} hours`;
}

const people = PERSONAL_TABLES.map(({ table: name, shows, opens = {}, stays }) => [
  `\`${name}\``,
  [...Object.keys(opens).map((column) => `${column.replace(/_sealed$/, "")} (encrypted)`), ...shows].join(", "),
  stays === undefined ? "deleted" : `stays: ${stays}`,
]);
const retention = RETENTION.map(({ table: name, what, from, hours, only, person, forgets }) => [
  `\`${name}\``,
  what,
  timeOf(hours),
  `\`${from}\`${only === undefined ? "" : `, where ${only}`}`,
  forgets === undefined ? "deleted" : `\`${forgets.column}\` emptied${forgets.owner === undefined ? "" : ", its key destroyed"}`,
  person === undefined ? "" : "kept",
]);

const words: Readonly<Record<string, string>> = { ...account, ...reports };
const purposes = (Object.keys(PURPOSES) as Purpose[]).map((purpose) => [
  `\`${purpose}\``,
  PURPOSES[purpose].asks,
  [words[`consent.${purpose}`], words[`consent.${purpose}.text`]].filter((text) => text !== undefined).join(". "),
  String(PURPOSES[purpose].version),
]);

const masking = MASKING_ROWS.map(({ field, of, heldIn, to }) => [
  `\`${field}\``,
  `\`${of}\``,
  heldIn === "installation" ? "the installation" : "its organisation",
  ...MASKED_FOR.map((role) => to[role] ?? "hidden"),
]);

await generateSection({ ...{ file: FILE, name: "masking" }, text: table(["field", "column", "for roles in", ...MASKED_FOR], masking) });
await generateSection({ file: FILE, name: "consents", text: table(["purpose", "asks", "in these words", "version"], purposes) });
await generateSection({ file: FILE, name: "people", text: table(["table", "what a person is given of it", "when it is erased"], people) });
await generateSection({
  ...{ file: FILE, name: "retention" },
  text: table(["table", "what", "how long", "after", "then", "under a legal hold"], retention),
});
