import { eventHashOf, type CbvVersion } from "../../hashing/event-hash/event-hash.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EventBundle } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import { failed, passed, type Finding } from "../step.ts";

const VERSIONS: readonly CbvVersion[] = ["CBV2.0", "CBV2.1"];

/** The digest inside an event ID, whose form the schema has already checked. */
export function eventHashIn(id: string): Hex32 {
  return `0x${id.slice("ni:///sha-256;".length).split("?")[0]}` as Hex32;
}

/** The event ID is what the CBV algorithm gives for this event; the reason names the profile of the algorithm that matched. */
export function checkEventHash({ event, eventId }: Pick<EventBundle, "event" | "eventId">): Finding {
  const computed = VERSIONS.map((version) => ({ version, id: eventHashOf(event as JsonObject, { version }).eventId }));
  const matched = computed.find(({ id }) => id === eventId);
  const details = { expected: eventId, ...Object.fromEntries(computed.map(({ version, id }) => [version, id])) };
  return matched === undefined
    ? failed("The event was changed, or its ID is another event's: the recomputed event hash differs.", details)
    : passed(`The event hash, recomputed by the rules of ${matched.version}, is the event's ID.`, { ...details, profile: matched.version });
}
