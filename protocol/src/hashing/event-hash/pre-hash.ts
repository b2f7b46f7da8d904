import type { JsonObject } from "../lossless-json.ts";
import { extensionPieces, extensionsOf, joinExtensions } from "./extensions.ts";
import { fieldExtensions } from "./field-extensions.ts";
import { EVENT_FIELDS, IGNORED_IN_EVENT } from "./fields.ts";
import { namespacesOf } from "./namespaces.ts";
import { listName, standardFields, type Style } from "./standard-fields.ts";

/** Version of the Core Business Vocabulary whose rules are followed; 2.1 is a draft. */
export type CbvVersion = "CBV2.0" | "CBV2.1";

const NOT_EXTENSIONS: ReadonlySet<string> = new Set([...IGNORED_IN_EVENT, ...EVENT_FIELDS.map(({ name }) => name)]);

/**
 * The text whose digest names the event: type, standard fields in a fixed order, ilmd, extensions; nothing between the pieces.
 *
 * @param event a bare EPCIS event with its own `@context`, which gives the namespaces of extensions
 */
export function preHashOf(event: JsonObject, version: CbvVersion): string {
  const namespaces = namespacesOf(event["@context"]);
  const style: Style = { inlineExtensions: version === "CBV2.1" };
  const moved = style.inlineExtensions
    ? []
    : fieldExtensions(event, EVENT_FIELDS, namespaces, { recognised: true, listName: (rule) => listName(rule, style) });
  const unrecognised = fieldExtensions(event, EVENT_FIELDS, namespaces, { recognised: false, listName: (rule) => rule.name });
  const own = extensionPieces(extensionsOf(event, NOT_EXTENSIONS, namespaces), namespaces);
  return [
    `eventType=${typeof event.type === "string" ? event.type.trim() : ""}`,
    standardFields(event, EVENT_FIELDS, namespaces, style),
    event.ilmd === undefined ? "" : joinExtensions([["ilmd", event.ilmd]], namespaces),
    ...moved,
    ...[...unrecognised, ...own].sort(),
  ].join("");
}
