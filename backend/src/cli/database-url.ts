import { readFileSync } from "node:fs";
import type { Io } from "./token.ts";

/** Address of the database that a command works on; undefined when neither the environment nor a running Waybill names one. */
export function databaseUrl({ env = process.env }: Io): string | undefined {
  const file = env["DATABASE_URL_FILE"];
  return env["DATABASE_URL"] || (file ? readFileSync(file, "utf8").trim() : undefined);
}

/** Address under which a command may make and change tables: that of the owner, where there is one beside. */
export function ownerDatabaseUrl(io: Io): string | undefined {
  return givenOwnerUrl(io) ?? databaseUrl(io);
}

/** What DATABASE_OWNER_URL names. */
export function givenOwnerUrl({ env = process.env }: Pick<Io, "env">): string | undefined {
  const file = env["DATABASE_OWNER_URL_FILE"];
  return env["DATABASE_OWNER_URL"] || (file ? readFileSync(file, "utf8").trim() : undefined);
}

/** What to do when no database is named: most often the home is another one. */
export function noDatabase({ env = process.env }: Pick<Io, "env">): string {
  const home = env["WAYBILL_HOME"] || ".waybill";
  return `No Waybill runs with the home ${home}: set WAYBILL_HOME as for npm start, or DATABASE_URL to the database of another one.\n`;
}
