import { isJsonObject, type Json, type JsonObject } from "../../hashing/lossless-json.ts";
import { checkEpcisRules } from "./check-rules.ts";
import type { EpcisError } from "./epcis-error.ts";
import { plainValue } from "./plain-value.ts";
import { readableErrors } from "./readable-errors.ts";
import { validate } from "./validator.generated.js";

export type { EpcisError } from "./epcis-error.ts";

/** Errors reported at most; whoever has more should start with these. */
const MAX_ERRORS = 50;

/**
 * What the official EPCIS 2.0 JSON schema has against an EPCISDocument, an EPCISQueryDocument or a bare event with its `@context`, in
 * document order; empty when it is valid. Numbers may be lossless.
 *
 * This module weighs about 30 kB compressed: import it lazily in a browser.
 *
 * @example
 * validateEpcis(document); // [{ pointer: "/epcisBody/eventList/1/bizStep", message: "must be one of the 41 standard words, or a URI of another vocabulary" }]
 */
export function validateEpcis(document: Json): EpcisError[] {
  if (!isJsonObject(document)) return [{ pointer: "", message: "must be a JSON object" }];
  if (typeof document.type !== "string") return [typeError(document, "")];
  const untyped = eventsOf(document).filter(({ event }) => !isJsonObject(event) || typeof event.type !== "string");
  const plain = plainValue(document);
  if (validate(plain)) return [];
  // Without its type an event fails under every type there is.
  const echoes = (path: string) => untyped.some(({ pointer }) => path === pointer || path.startsWith(`${pointer}/`));
  const others = (validate.errors ?? []).filter(({ instancePath }) => !echoes(instancePath));
  const missing = untyped.map(({ event, pointer }) => typeError(event, pointer));
  const isOnlyEcho = missing.length > 0 && others.every(({ keyword }) => keyword === "if");
  return (isOnlyEcho ? missing : [...missing, ...readableErrors(others, plain)]).slice(0, MAX_ERRORS);
}

/** The same, and for a document that passes, what `checkEpcisRules` has against its events. */
export function checkEpcis(document: Json): EpcisError[] {
  const errors = validateEpcis(document);
  if (errors.length > 0 || !isJsonObject(document)) return errors;
  const events = document.epcisBody === undefined ? [{ event: document, pointer: "" }] : eventsOf(document);
  return events
    .flatMap(({ event, pointer }) => checkEpcisRules(event as JsonObject).map((error) => ({ ...error, pointer: pointer + error.pointer })))
    .slice(0, MAX_ERRORS);
}

function typeError(value: Json, pointer: string): EpcisError {
  if (!isJsonObject(value)) return { pointer, message: "must be a JSON object" };
  return { pointer: `${pointer}/type`, message: value.type === undefined ? "is missing" : "must be of type string" };
}

function eventsOf({ epcisBody }: JsonObject): { event: Json; pointer: string }[] {
  if (!isJsonObject(epcisBody)) return [];
  const results = isJsonObject(epcisBody.queryResults) ? epcisBody.queryResults.resultsBody : undefined;
  const [list, at] = isJsonObject(results)
    ? [results.eventList, "/epcisBody/queryResults/resultsBody/eventList"]
    : [epcisBody.eventList, "/epcisBody/eventList"];
  return Array.isArray(list) ? list.map((event, index) => ({ event, pointer: `${at}/${index}` })) : [];
}
