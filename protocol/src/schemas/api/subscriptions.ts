import { z } from "zod";
import { address, dateTime } from "../primitives.ts";

/** `halted`: a delivery was given up; nothing more is sent until the organisation resumes or replays. */
export const subscriptionState = z.enum(["active", "paused", "halted"]);
export type SubscriptionState = z.infer<typeof subscriptionState>;

/** GET /api/subscriptions: how a subscription fares, beside what the standard shows of it. */
export const subscriptionProgress = z.object({
  id: z.string(),
  /** Whose it is. */
  account: address,
  queryName: z.string(),
  dest: z.string(),
  state: subscriptionState,
  /** Why the last try failed; null when all is well. */
  problem: z.string().nullable(),
  /** Sequence up to which the subscriber has taken everything. */
  mark: z.number().int(),
  /** Statements behind the mark, matching or not. */
  behind: z.number().int(),
  /** Next try or next time of its schedule; null: as soon as there is something new. */
  dueAt: dateTime.nullable(),
  notifiedAt: dateTime.nullable(),
  /** Deliveries that were given up. */
  deadLetters: z.number().int(),
});
export type SubscriptionProgress = z.infer<typeof subscriptionProgress>;

/** What a subscriber checks with that a document comes from here. */
export const signatureToken = z.string().min(1).max(500);

/** PUT /api/subscriptions/{id}/signature-token: another secret, and for how long the one before signs, too. */
export const signatureTokenRequest = z.strictObject({
  signatureToken,
  overlapSeconds: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(86_400),
});

/** `pending` is on its way, `dead` was given up. */
export const deliveryState = z.enum(["pending", "delivered", "dead"]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** GET /api/deliveries and GET /api/subscriptions/{id}/deliveries: one document, and what became of it. */
export const deliveryView = z.object({
  /** What the subscriber sees as `Idempotency-Key`. */
  id: z.string(),
  subscriptionId: z.string(),
  /** Whose subscription it is. */
  account: address,
  state: deliveryState,
  /** Sequences that it covers: behind the first, up to the second. */
  after: z.number().int(),
  through: z.number().int(),
  eventCount: z.number().int(),
  tries: z.number().int(),
  problem: z.string().nullable(),
  /** Given up, and can still be sent again as it is: by resuming its subscription. */
  canBeResent: z.boolean(),
  createdAt: dateTime,
  /** When it was taken or given up. */
  settledAt: dateTime.nullable(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

/** POST /api/subscriptions/{id}/replay: from which event on everything is sent again, or what is skipped. */
export const replayRequest = z.union([
  z.strictObject({ after: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) }),
  z.strictObject({ from: z.iso.datetime({ offset: true }) }),
]);
export type ReplayRequest = z.infer<typeof replayRequest>;
