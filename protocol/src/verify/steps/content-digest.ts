import { contentDigestOf } from "../../hashing/content-digest.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EventBundle } from "../../schemas/bundle.ts";
import { failed, passed, type Finding } from "../step.ts";

/** The content digest in the bundle is that of its event: every byte that matters is as it was. */
export function checkContentDigest({ event, contentDigest }: Pick<EventBundle, "event" | "contentDigest">): Finding {
  const computed = contentDigestOf(event as JsonObject);
  const details = { expected: contentDigest, computed };
  return computed === contentDigest
    ? passed("The content digest, recomputed from the event, is the one in the bundle.", details)
    : failed("The event was changed: its recomputed content digest is another.", details);
}
