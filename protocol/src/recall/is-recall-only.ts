import { RECEIVING, SHIPPING, wordOf } from "../findings/vocabulary.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { recallIn } from "./recall-in.ts";

/**
 * True for an event that only speaks about a recall. Its place is where somebody speaks, not where the goods are: it is no sighting and no
 * move. Recalled goods that are sent or taken in do move, whatever else the event says.
 *
 * @example
 * isRecallOnly(noticeEvent(…)); // true
 */
export function isRecallOnly(event: JsonObject): boolean {
  const step = wordOf(event["bizStep"]);
  return !SHIPPING.has(step) && !RECEIVING.has(step) && recallIn(event) !== undefined;
}
