import { eventHashOf } from "../../hashing/event-hash/event-hash.ts";
import { matchingProfile } from "../../hashing/event-hash/profiles.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EventBundle } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import { failed, passed, type Finding } from "../step.ts";

/** The digest inside an event ID, whose form the schema has already checked. */
export function eventHashIn(id: string): Hex32 {
  return `0x${id.slice("ni:///sha-256;".length).split("?")[0]}` as Hex32;
}

/**
 * The event ID is what the CBV algorithm gives for this event. The algorithm was published in several revisions, so the reason names the
 * one that matched: an ID by superseded rules is old, not false.
 */
export function checkEventHash({ event, eventId }: Pick<EventBundle, "event" | "eventId">): Finding {
  const document = event as JsonObject;
  const profile = matchingProfile(document, eventId);
  const details = { expected: eventId, computed: eventHashOf(document).eventId, ...declaredIn(document) };
  return profile === undefined
    ? failed("The event was changed, or its ID is another event's: the recomputed event hash differs.", details)
    : passed(`The event hash, recomputed by the rules of ${profile.label}, is the event's ID.`, { ...details, profile: profile.label });
}

/** What can be said of an event hash that the author wrote into the document as `eventID`. It is a claim, so it changes no status. */
function declaredIn(event: JsonObject): Record<string, string> {
  const declared = event.eventID;
  if (typeof declared !== "string" || !declared.startsWith("ni:")) return {};
  return { declared, declaredProfile: matchingProfile(event, declared)?.label ?? "none that is known" };
}
