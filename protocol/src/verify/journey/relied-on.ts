import type { JsonObject } from "../../hashing/lossless-json.ts";
import { recallIn } from "../../recall/recall-in.ts";
import type { BundledStatement, JourneyBundle } from "../../schemas/bundle.ts";
import type { Reliance } from "../verdict.ts";

/**
 * What could rely on an event: any recall on its journey, and handovers of the units that it names. Times are as the bundle has them:
 * where one is false, the statement's or the custody's own steps fail.
 *
 * @param subjects what the event is about
 */
export function createReliance({ events, custody }: Pick<JourneyBundle, "events" | "custody">) {
  const recalls = events.filter(isRecall).flatMap(({ anchoring }) => anchoring?.anchor.timestamp ?? []);
  return (subjects: readonly string[], from: number, until: number): Reliance[] => {
    const isBetween = (time: number) => from <= time && time <= until;
    const handovers = custody
      .filter(({ subject }) => subjects.includes(subject))
      .flatMap(({ steps }) => steps.filter(({ kind }) => kind === "handed-over").map(({ timestamp }) => timestamp));
    return [...(recalls.some(isBetween) ? ["recall" as const] : []), ...(handovers.some(isBetween) ? ["handover" as const] : [])];
  };
}

function isRecall({ event }: BundledStatement): boolean {
  try {
    return recallIn(event as JsonObject)?.kind === "notice";
  } catch {
    return false;
  }
}
