import { z } from "zod";
import { address, dateTime, hex32, signature, subject, unixSeconds } from "../primitives.ts";
import { party } from "./traceability.ts";

/** One thing inside a logistic unit; a salted leaf of `docHash`. */
export const contentItem = z.object({ subject, quantity: z.string().nullable(), uom: z.string().nullable() });
export type ContentItem = z.infer<typeof contentItem>;

/** Last second of the year 9999: later ones fit neither every clock on the way nor any honest offer. */
const LATEST_DEADLINE = 253_402_300_799;
const deadline = unixSeconds.max(LATEST_DEADLINE);

/** POST /api/custody/units: the first holder opens custody (Open typed data). `salt` makes `unit` from the subject. */
export const openRequest = z.object({
  subject,
  salt: hex32,
  holder: address,
  docHash: hex32,
  contents: z.object({ salt: hex32, items: z.array(contentItem) }),
  deadline,
  signature,
});

/** POST /api/custody/handovers: the holder offers (Handover typed data, signed by `from`). */
export const offerRequest = z.object({
  unit: hex32,
  to: address,
  seq: z.number().int().nonnegative(),
  docHash: hex32,
  contents: z.object({ salt: hex32, items: z.array(contentItem) }),
  deadline,
  signature,
});

/** POST /api/custody/handovers/{id}/accept: the receiver signs the same digest. */
export const acceptRequest = z.object({ signature });
/** POST /api/custody/handovers/{id}/reject: Reject typed data, signed by `to`. */
export const rejectRequest = z.object({ reason: z.string().max(500), signature });
/** POST /api/custody/units/{unit}/close: Close typed data, signed by the holder. */
export const closeRequest = z.object({ seq: z.number().int().nonnegative(), docHash: hex32, deadline, signature });

/** offered -> accepted (both signed, queued) -> sent -> included -> final; or rejected, lapsed, failed (with reason). */
export const handoverState = z.enum(["offered", "accepted", "sent", "included", "final", "rejected", "lapsed", "failed"]);

export const handoverView = z.object({
  id: z.string(),
  unit: hex32,
  subject,
  from: party,
  to: party,
  seq: z.number().int(),
  docHash: hex32,
  contents: z.object({ salt: hex32, items: z.array(contentItem) }),
  deadline: unixSeconds,
  state: handoverState,
  /** Why it failed or was rejected, in one sentence. */
  reason: z.string().nullable(),
  offeredAt: dateTime,
  transactionHash: hex32.nullable(),
});
export type HandoverView = z.infer<typeof handoverView>;
