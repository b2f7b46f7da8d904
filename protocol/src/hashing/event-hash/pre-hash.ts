import type { JsonObject } from "../lossless-json.ts";
import { extensionPieces, extensionsOf } from "./extensions.ts";
import { fieldExtensions } from "./field-extensions.ts";
import { type Revision, type Rules, rulesOf } from "./rules.ts";
import { listName, standardFields } from "./standard-fields.ts";

/**
 * The text whose digest names the event: type, standard fields in a fixed order, ilmd, extensions; nothing between the pieces.
 *
 * @param event a bare EPCIS event with its own `@context`, which gives the namespaces of extensions
 */
export function preHashOf(event: JsonObject, revision: Revision): string {
  const rules = rulesOf(event["@context"], revision);
  const type = typeof event.type === "string" ? event.type.trim() : "";
  return `eventType=${type}${standardFields(event, rules.fields.leading, rules)}${behindStandardFields(event, rules).join("")}`;
}

function behindStandardFields(event: JsonObject, rules: Rules): string[] {
  const { leading, trailing, standard } = rules.fields;
  const ilmd = event.ilmd === undefined ? [] : extensionPieces([["ilmd", event.ilmd]], rules);
  const moved = rules.inlinesExtensions
    ? []
    : fieldExtensions(event, leading, rules, { recognised: true, listName: (rule) => listName(rule, rules) });
  const unrecognised = fieldExtensions(event, leading, rules, { recognised: false, listName: (rule) => rule.name });
  const late = trailing.map((rule) => standardFields(event, [rule], rules));
  const own = extensionPieces(extensionsOf(event, standard, rules), rules);
  const sorted = (pieces: string[]) => pieces.toSorted();
  // Where lists trail, ilmd is one of the pieces that are sorted together; otherwise it leads them.
  return trailing.length > 0
    ? sorted([...late, ...ilmd, ...unrecognised, ...own])
    : [...sorted(ilmd), ...moved, ...sorted([...unrecognised, ...own])];
}
