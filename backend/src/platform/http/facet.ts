import type { z } from "zod";

/** A parameter that narrows a list; null when it is absent, which does not. */
export function facet<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((value) => value ?? null);
}
