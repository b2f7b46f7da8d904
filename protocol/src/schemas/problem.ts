import { z } from "zod";

/** Something about one place of a request: a JSON Pointer into its body, or an XPath where that is XML. */
export const pointedMessage = z.object({ pointer: z.string(), message: z.string() });

/** RFC 9457 problem details as every Waybill endpoint answers them. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  /** Stable machine code, `module.reason`. */
  code: z.string(),
  traceId: z.string(),
  /** True when the same request may succeed later. */
  retryable: z.boolean(),
  /** What is wrong where, as JSON Pointers into the request body, or XPaths where that is XML. */
  errors: z.array(pointedMessage).optional(),
});
export type Problem = z.infer<typeof problem>;
