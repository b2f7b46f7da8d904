import { z } from "zod";
import { pageQuery } from "../../platform/http/paging.ts";

/** `?after=` of a list in the order of a sequence. */
export const sequenceQuery = pageQuery.extend({
  after: z
    .string()
    .regex(/^\d{1,18}$/, "must be `next` of the page before")
    .nullable()
    .default(null)
    .describe("`next` of the page before."),
});
