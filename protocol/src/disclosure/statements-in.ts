import { z } from "zod";
import { eventBundle, journeyBundle, type EventBundle } from "../schemas/bundle.ts";
import { readBundle } from "../verify/read-bundle.ts";

/** A statement as a bundle holds it: all that a disclosure is made of. */
export type BundledStatement = Omit<EventBundle, "format" | "version" | "histories">;

const bundle = z.discriminatedUnion("format", [eventBundle, journeyBundle]);

/**
 * The statements that a bundle holds, in its order: one of its own, or all of a journey. Numbers of their events stay as written.
 *
 * @throws Error with what is wrong, when the text is no bundle
 * @example
 * const [statement] = statementsIn(text);
 * const file = stringifyLossless(discloseFields(statement, ["/bizStep"]));
 */
export function statementsIn(text: string): BundledStatement[] {
  const { bundle: read, error } = readBundle(text, bundle);
  if (read === undefined) throw new Error(error);
  return read.format === "waybill-event-bundle" ? [read] : read.events.map((event) => ({ ...event, chain: read.chain }));
}
