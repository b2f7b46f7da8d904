import { readFileSync } from "node:fs";
import { ROLE_NAMES, type Grant, type Role } from "@waybill/protocol/permissions/roles";
import type { Subject } from "./subjects.ts";

const FILE = new URL("../../../docs/permissions.md", import.meta.url);

interface DocumentedAct {
  roles: ReadonlyMap<Role, Grant>;
  scopes: readonly string[];
}

/** The table of acts as people read it: what the server is held to, and not what the server reads. */
export function documentedActs(): ReadonlyMap<string, DocumentedAct> {
  // Programs of warehouses have a table of their own below.
  const [, table = ""] = /<!-- acts: begin -->(.*)<!-- acts: end -->/s.exec(readFileSync(FILE, "utf8")) ?? [];
  const rows = table.matchAll(/^\| `(\w+:\w+)` +\|(.*)\|$/gm);
  return new Map(
    [...rows].map(([, act = "", rest = ""]) => {
      const cells = rest.split("|").map((cell) => cell.trim());
      const roles = new Map(ROLE_NAMES.flatMap((role, index) => (cells[index] === "" ? [] : [[role, cells[index] as Grant]])));
      const scopes = (cells[ROLE_NAMES.length] ?? "").split(", ").filter(Boolean);
      return [act, { roles, scopes }];
    }),
  );
}

/** Whether somebody may do an act by its bearer token, or without one when it has none. */
export function mayByDocument({ roles, scopes }: DocumentedAct, subject: Subject): boolean {
  const isHere = ["consumer" as const, ...subject.roles].some((role) => roles.has(role) && roles.get(role) !== "installation");
  const isEverywhere = subject.installationRoles.some((role) => ["all", "installation"].includes(roles.get(role) ?? ""));
  const isInScope = subject.token === undefined || scopes.some((scope) => (subject.scopes as readonly string[]).includes(scope));
  return isInScope && (isHere || isEverywhere);
}
