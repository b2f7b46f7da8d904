import type { Hex32 } from "../schemas/primitives.ts";

/** Whether an event declares an event to be in error. */
export function isCorrection(event: Record<string, unknown>): boolean {
  return (event.errorDeclaration ?? null) !== null;
}

/**
 * The event that a statement declares to be in error, or null. An EPCIS error declaration repeats the event and adds
 * `errorDeclaration`, which the CBV event hash leaves out: so it names the event by having the same hash.
 */
export function correctsOf(event: Record<string, unknown>, eventHash: Hex32): Hex32 | null {
  return isCorrection(event) ? eventHash : null;
}
