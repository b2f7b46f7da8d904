import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";

/** Reasons that CBV 2.0 section 7.5 names. */
export const ERROR_REASONS = ["incorrect_data", "did_not_occur"] as const;
export type ErrorReason = (typeof ERROR_REASONS)[number];

/**
 * The statement that an event was wrong: the same event with an `errorDeclaration` (EPCIS 2.0 section 7.4.1.4), which its hash leaves
 * out. The first statement stays; whoever reads it sees this one beside it.
 */
export function declaredInError(event: JsonObject, { reason, now }: { reason: ErrorReason; now: Date }): JsonObject {
  return { ...event, errorDeclaration: { declarationTime: now.toISOString(), reason } };
}
