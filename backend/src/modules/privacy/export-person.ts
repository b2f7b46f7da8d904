import type { PersonExport } from "@waybill/protocol/schemas/api/privacy";
import { record, type Actor } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { PERSONAL_TABLES, type PersonalTable } from "./personal-tables.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

/** Far above what one person has; the log of acts is the longest. */
const MAX_ROWS = 10_000;

type Row = Record<string, unknown>;

/** Everything that is kept about a person, table by table. @throws {ProblemError} `privacy.unknown-person` */
export async function exportPerson(ctx: Ctx, personal: PersonalFields, person: string, by: Actor): Promise<PersonExport> {
  const tables: Record<string, Row[]> = {};
  for (const personalTable of PERSONAL_TABLES) tables[personalTable.table] = await rowsOf(ctx, personal, personalTable, person);
  if (tables["persons"]?.length === 0) throw new ProblemError(PRIVACY_PROBLEMS.unknownPerson);
  record(ctx, { action: "person.exported", by, subject: person });
  return { person, exportedAt: ctx.clock.now().toISOString(), tables };
}

async function rowsOf(
  ctx: Pick<Ctx, "tx">,
  personal: PersonalFields,
  { table, isAbout, shows, opens = {} }: PersonalTable,
  person: string,
): Promise<Row[]> {
  const columns = [...shows, ...Object.keys(opens)].join(", ");
  const rows = await selectRows<Row>(ctx, `SELECT ${columns} FROM ${table} WHERE ${isAbout} LIMIT ${MAX_ROWS}`, [person]);
  return rows.map((row) => ({
    ...Object.fromEntries(shows.map((column) => [column, row[column] ?? null])),
    ...Object.fromEntries(
      Object.entries(opens).map(([column, field]) => [
        column.replace(/_sealed$/, ""),
        personal.open(field, person, row[column] as Buffer | null),
      ]),
    ),
  }));
}
