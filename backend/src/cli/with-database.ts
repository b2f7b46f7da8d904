import { DataSource, type EntitySchema } from "typeorm";
import { ProblemError } from "../platform/errors.ts";
import { databaseUrl, noDatabase } from "./database-url.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

/**
 * Runs a command on the database that DATABASE_URL names. What the work refuses is told in the words of its problem.
 *
 * @param entities Those that the work reads by TypeORM.
 * @returns what the work answers, or 1 with one sentence on standard error
 */
export async function withDatabase(
  io: Io,
  work: (dataSource: DataSource) => Promise<number>,
  entities: EntitySchema[] = [],
): Promise<number> {
  const url = databaseUrl(io);
  if (url === undefined) return fail(io, noDatabase(io));
  const dataSource = new DataSource({ type: "postgres", url, entities });
  try {
    await dataSource.initialize();
  } catch {
    return fail(io, "The database cannot be reached.\n");
  }
  try {
    return await work(dataSource);
  } catch (error) {
    if (error instanceof ProblemError) return fail(io, `${error.problem.title} ${error.problem.help ?? ""}`.trim() + "\n");
    throw error;
  } finally {
    await dataSource.destroy();
  }
}
