import { z } from "zod";
import { dateTime, hex32, subject } from "../primitives.ts";
import { party } from "./traceability.ts";

/** What somebody who holds the goods may say is wrong with them. */
export const reportKind = z.enum(["spoiled", "wrong-goods", "wrong-information", "counterfeit", "other"]);
export type ReportKind = z.infer<typeof reportKind>;

/** Text of a person: at least a word, never markup, and no more than somebody will read. */
const words = z
  .string()
  .trim()
  .min(3)
  .max(2000)
  .refine((text) => !/[\p{Cc}--[\n\t]]/v.test(text), "must not hold control characters");

/** POST /api/reports: without an account. `nonce` is fresh random, and makes the report's number unguessable and the request repeatable. */
export const reportRequest = z
  .strictObject({
    subject: z.string().min(1).max(500),
    kind: reportKind,
    text: words,
    /** How to reach the reporter; read by the organisations concerned and by nobody else, while the reporter consents. */
    contact: z.string().trim().min(3).max(200).optional(),
    /** Version of the words that the reporter consented to; see `PURPOSES`. */
    contactConsent: z.number().int().min(1).optional(),
    nonce: hex32,
  })
  .refine(({ contact, contactConsent }) => contact === undefined || contactConsent !== undefined, {
    path: ["contactConsent"],
    error: "must be given with a contact",
  });
export type ReportRequest = z.infer<typeof reportRequest>;

/** The number is the reporter's key to the answers, and is stored nowhere. */
export const reportReceipt = z.object({ number: z.string(), parties: z.array(party) });
export type ReportReceipt = z.infer<typeof reportReceipt>;

export const reportNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/, "must be four groups of four characters");

export const reportAnswer = z.object({ party, text: z.string(), answeredAt: dateTime });

/** POST /api/reports/lookup: what became of a report, for whoever has its number. */
export const reportStatus = z.object({
  subject,
  kind: reportKind,
  text: z.string(),
  reportedAt: dateTime,
  /** Whether those it went to can read how to reach the reporter. */
  hasContact: z.boolean(),
  /** Whom it went to. */
  parties: z.array(party),
  answers: z.array(reportAnswer),
});
export type ReportStatus = z.infer<typeof reportStatus>;

/** GET /api/reports, by session: a report as an organisation that it concerns reads it. */
export const receivedReport = z.object({
  id: z.string(),
  subject,
  kind: reportKind,
  text: z.string(),
  contact: z.string().nullable(),
  reportedAt: dateTime,
  /** This organisation's own. */
  answer: z.object({ text: z.string(), answeredAt: dateTime }).nullable(),
});
export type ReceivedReport = z.infer<typeof receivedReport>;

/** PUT /api/reports/{id}/answer: once. */
export const answerRequest = z.strictObject({ text: words });
