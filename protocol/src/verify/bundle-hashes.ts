import { fieldsRootOf } from "../hashing/field-tree.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { EventBundle } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { contentHashOf, type StatementHashes } from "../typed-data/event-statement.ts";
import { statementOf } from "../typed-data/statement.ts";
import { eventHashIn } from "./steps/event-hash.ts";

/** The hashes that a bundle's event, ID, digest and salt give. Whether ID and digest are the event's own is for other steps to say. */
export function hashesOfBundle(bundle: Pick<EventBundle, "event" | "eventId" | "contentDigest" | "salt">): StatementHashes {
  const event = bundle.event as JsonObject;
  const salt = bundle.salt as Hex32;
  const contentDigest = bundle.contentDigest as Hex32;
  const content = { statement: statementOf(event), eventHash: eventHashIn(bundle.eventId), contentDigest, salt };
  return { contentHash: contentHashOf(content), fieldsRoot: fieldsRootOf(event, salt) };
}
