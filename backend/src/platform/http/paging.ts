import { z } from "zod";

/** `?after=` of a cursor-paged list: what the page before called `next`. */
export const pageQuery = z.object({
  after: z
    .string()
    .max(500)
    .optional()
    .transform((cursor) => cursor ?? null)
    .describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe("Items on a page."),
});
