import type { DataSource } from "typeorm";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";
import { withDatabase } from "./with-database.ts";

/**
 * Runs a command on the database of a warehouse, which DATABASE_URL names.
 *
 * @returns what the work answers, or 1 with one sentence on standard error
 */
export function withWarehouse(io: Io, work: (dataSource: DataSource) => Promise<number>): Promise<number> {
  return withDatabase(io, async (dataSource) => {
    // The newest table: a program of before has not made it yet.
    const [table] = await dataSource.query<{ name: string | null }[]>("SELECT to_regclass('staff_to_seal')::text AS name");
    if (table?.name != null) return work(dataSource);
    return fail(io, "This is not the database of a warehouse: start the warehouse once, and set DATABASE_URL to its database.\n");
  });
}
