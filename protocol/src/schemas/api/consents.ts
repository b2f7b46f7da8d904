import { z } from "zod";
import { PERSON_PURPOSES } from "../../privacy/purposes.ts";
import { dateTime } from "../primitives.ts";

const version = z.number().int().min(1);

/** Of GET /api/me/consents: one purpose, and what the person said to it. */
export const consentView = z.object({
  purpose: z.enum(PERSON_PURPOSES),
  /** Of the words that are shown now. */
  version,
  /** Whether they are consented to. A consent to older words is none. */
  isGiven: z.boolean(),
  /** What was said so far, the newest first; the last fifty times. */
  history: z.array(z.object({ version, isGiven: z.boolean(), at: dateTime })),
});
export type ConsentView = z.infer<typeof consentView>;

/** GET /api/me/consents */
export const consentList = z.object({ items: z.array(consentView) });

/** PUT /api/me/consents/{purpose}: `version` of the words that were read. */
export const consentRequest = z.strictObject({ version });
