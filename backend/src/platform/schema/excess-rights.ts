import type { DatabaseRightsView } from "@waybill/protocol/schemas/api/settings";
import type { App } from "../app.ts";
import type { Logger } from "../logging.ts";
import { strengthOf, type Sql } from "./process-rights.ts";

type Excess = DatabaseRightsView["excess"];
/** The configuration of shop and warehouse alike. */
export type KnowsOwner = { config: Pick<App["config"], "databaseOwnerUrl"> };

/** What this process may in its database beyond reading and writing rows; null when nothing. */
export async function excessOf(sql: Sql, { config }: KnowsOwner): Promise<Excess> {
  const strength = await strengthOf(sql, null);
  if (strength?.owns || strength?.makes) return "owns-tables";
  if (strength?.isMighty || strength?.oversteps) return "exceeds-rows";
  return config.databaseOwnerUrl === null ? null : "knows-owner";
}

const SENTENCES: Readonly<Record<NonNullable<Excess>, string>> = {
  "owns-tables": "the user of DATABASE_URL owns the tables: docs/guides/operator.md says how to run with one that does not",
  "exceeds-rows":
    "the user of DATABASE_URL administers the server, passes row security, or may empty tables or change the audit log: `npm run waybill -- migrate` takes that away, or says why it cannot",
  "knows-owner": "DATABASE_OWNER_URL is for commands that make tables: no running process needs it",
};

/** Says once, at the start, what whoever takes this process over could do beyond its work. */
export async function tellExcess(sql: Sql, { config, log }: KnowsOwner & { log: Logger }): Promise<void> {
  const excess = await excessOf(sql, { config });
  if (excess !== null) log.warn({ excess }, SENTENCES[excess]);
}
