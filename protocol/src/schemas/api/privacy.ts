import { z } from "zod";
import { dateTime } from "../primitives.ts";

/** GET /api/me/export: everything that is kept about a person. Tables and columns are those of the database. */
export const personExport = z.object({
  person: z.string(),
  exportedAt: dateTime,
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type PersonExport = z.infer<typeof personExport>;
