// Writes the tables of docs/permissions.md from the table of permissions; --check only compares.
import { WAREHOUSE_PERMISSIONS } from "../backend/src/warehouse/permissions.ts";
import { OPEN_TABLES } from "../backend/src/modules/privacy/open-tables.ts";
import { ACTS, rolesFor } from "../protocol/src/permissions/reach-of.ts";
import { ROLE_NAMES, ROLES } from "../protocol/src/permissions/roles.ts";
import { scopesOf } from "../protocol/src/permissions/scopes.ts";
import { generateSection } from "./generated-section.ts";

const FILE = "docs/permissions.md";

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Who has a role without anybody giving it. */
function fromChain(role: (typeof ROLE_NAMES)[number]): string {
  const { chainRoles } = ROLES[role];
  return chainRoles.length === 0 ? "" : chainRoles.join(", ");
}

const roles = ROLE_NAMES.map((role) => [role, ROLES[role].means, fromChain(role)]);
const acts = ACTS.map((act) => {
  const reaches = Object.fromEntries(rolesFor(act));
  return [`\`${act}\``, ...ROLE_NAMES.map((role) => reaches[role] ?? ""), scopesOf(act).join(", ")];
});

await generateSection({ file: FILE, name: "roles", text: table(["role", "who", "by its roles on chain"], roles) });
await generateSection({ file: FILE, name: "acts", text: table(["act", ...ROLE_NAMES, "scopes"], acts) });
const open = OPEN_TABLES.map(({ why, tables }) => [tables.map((one) => `\`${one}\``).join(", "), why]);
await generateSection({ file: FILE, name: "open tables", text: table(["tables", "why no policy narrows them"], open) });
const IN_WAREHOUSES = ["anybody", "shop", "staff", "lead"] as const;
const floor = Object.entries(WAREHOUSE_PERMISSIONS).map(([act, roles]: [string, readonly string[]]) => [
  `\`${act}\``,
  ...IN_WAREHOUSES.map((role) => (roles.includes(role) ? "may" : "")),
]);
await generateSection({ file: FILE, name: "acts in warehouses", text: table(["act", ...IN_WAREHOUSES], floor) });
