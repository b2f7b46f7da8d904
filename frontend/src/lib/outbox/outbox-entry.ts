import { problem } from "@waybill/protocol/schemas/problem";
import { z } from "zod";

/** What a signed request asks for. */
export const outboxKind = z.enum(["statement", "import", "registration", "opening", "offer", "acceptance", "rejection", "closing"]);
export type OutboxKind = z.infer<typeof outboxKind>;

/**
 * One signed request, kept until the server has answered it: a signature is never asked for twice because a network failed.
 * waiting -> sent, or refused (the server said no; sending again would not help).
 */
export const outboxEntry = z.object({
  /** Also the Idempotency-Key: the server answers a repetition with its first answer. */
  id: z.string(),
  kind: outboxKind,
  account: z.string(),
  path: z.string(),
  contentType: z.string(),
  /** Exactly what was signed for; never parsed and written again. */
  body: z.string(),
  /** One sentence for lists. */
  label: z.string(),
  /** Commitment, unit or handover that the entry is about: where to follow it. */
  reference: z.string(),
  createdAt: z.string(),
  state: z.enum(["waiting", "sent", "refused"]),
  problem: problem.nullable(),
  answer: z.unknown(),
  sentAt: z.string().nullable(),
  /** When it was last tried in vain. */
  triedAt: z.string().nullable().default(null),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

/** Tried in vain, and waiting for the next try; not what is on its way for the first time. */
export function isHeldUp({ state, triedAt }: OutboxEntry): boolean {
  return state === "waiting" && triedAt !== null;
}

export type NewOutboxEntry = Pick<OutboxEntry, "kind" | "account" | "path" | "contentType" | "body" | "label" | "reference">;
