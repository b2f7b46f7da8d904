import type { z } from "zod";

/** A parameter that narrows a list; null when it is absent, which does not. */
export function facet<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((value) => value ?? null);
}

/** Whether some of these texts have what is looked for, in upper or lower case; null looks for nothing. */
export function says(sought: string | null, ...texts: readonly string[]): boolean {
  return sought === null || texts.some((text) => text.toLowerCase().includes(sought.toLowerCase()));
}
