// Writes the pages of docs/security from their lists; --check only compares.
import { SECRETS, WAREHOUSE_SECRETS, type SecretNote } from "../backend/src/config/secrets.ts";
import { generateSection } from "./generated-section.ts";
import { partsOf, readAsvs, readAttacks, requiredLevels, stateOf, type State } from "./security/evidence.ts";

const WORDS: Readonly<Record<State, string>> = {
  met: "met",
  operator: "left to the operator",
  open: "open",
  none: "does not apply",
};

/** A pointer as a link from docs/security. */
function link(named: string): string {
  const { path, heading, title } = partsOf(named);
  const to = path.startsWith("docs/security/") ? path.slice("docs/security/".length) : `../../${path}`;
  if (title !== undefined) return `[“${title.replaceAll(/[[\]]/g, "")}”](${to})`;
  if (heading !== undefined)
    return `[${heading}](${to}#${heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-")})`;
  return `[${path.split("/").at(-1)}](${to})`;
}

const chapters = readAsvs();
const levels = requiredLevels();
const all = Object.values(chapters).flatMap(({ requirements }) => Object.entries(requirements));
const counts = [1, 2].map((level) => {
  const ofLevel = all.filter(([id]) => levels.get(id) === level);
  const count = (state: State) => ofLevel.filter(([, one]) => stateOf(one) === state).length;
  return `| ${level} | ${ofLevel.length} | ${count("met")} | ${count("operator")} | ${count("open")} | ${count("none")} |`;
});
const tested = all.filter(([, { by = [] }]) => by.some((named) => partsOf(named).title !== undefined)).length;
const open = all
  .filter(([, one]) => stateOf(one) === "open")
  .map(([id, { asks, open }]) => `- **${id}** (L${levels.get(id)}) ${asks}: ${open}`);
const asvs = [
  "| level | requirements | met | left to the operator | open | do not apply |",
  "| --- | --- | --- | --- | --- | --- |",
  ...counts,
  "",
  `${tested} are shown by a named test.`,
  ...["", "## Open", ""],
  ...(open.length === 0 ? ["None."] : open),
  ...Object.entries(chapters).flatMap(([chapter, { title, requirements }]) => [
    ...["", `## ${chapter} ${title}`, ""],
    ...Object.entries(requirements).map(([id, one]) => {
      const reason = one.none ?? one.open ?? one.operator;
      const said = `${WORDS[stateOf(one)]}${reason === undefined ? "" : `: ${reason}`}`;
      const rest = [(one.by ?? []).map(link).join(", "), one.note].filter(Boolean).join("; ");
      return `- **${id}** (L${levels.get(id)}) ${one.asks} · ${said}${rest === "" ? "" : ` · ${rest}`}`;
    }),
  ]),
].join("\n");
await generateSection({ file: "docs/security/asvs.md", name: "asvs", text: asvs });

const attacks = Object.entries(readAttacks())
  .map(([id, { title, attack, further }]) => `- **${id}:2023**, ${title}: ${link(attack)}; further ${further.map(link).join(", ")}`)
  .join("\n");
await generateSection({ file: "docs/security/api-top-10.md", name: "attacks", text: attacks });

for (const [name, list] of Object.entries({ secrets: SECRETS, "warehouse-secrets": WAREHOUSE_SECRETS })) {
  const text = Object.entries<SecretNote>(list)
    .map(
      ([secret, { what, where, replaced, test }]) =>
        `- **${secret}**: ${what} (${where}). ${replaced}${test === undefined ? "" : ` ${link(test)}`}`,
    )
    .join("\n");
  await generateSection({ file: "docs/security/secrets.md", name, text });
}
