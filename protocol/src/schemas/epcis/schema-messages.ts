import { escapePointer } from "../../hashing/unsafe-numbers.ts";
import type { EpcisError } from "./epcis-error.ts";
import type { SchemaError } from "./validator.generated.js";

/** More choices than this are counted, not listed. */
const LISTED = 16;

const PATTERN_MESSAGES: Readonly<Record<string, string>> = {
  eventTimeZoneOffset: "must be a time zone offset such as +02:00",
  uom: "must be a unit code of UN/ECE Recommendation 20: two or three capital letters or digits",
};

/** Pointer and sentence for one failed rule; a missing or unknown member is pointed at itself, not at its holder. */
export function messageOf({ instancePath, keyword, params }: SchemaError): EpcisError {
  switch (keyword) {
    case "required":
      return { pointer: child(instancePath, params.missingProperty), message: "is missing" };
    case "additionalProperties":
      return { pointer: child(instancePath, params.additionalProperty), message: "is not a member that EPCIS allows here" };
    case "propertyNames":
      return {
        pointer: child(instancePath, params.propertyName),
        message: "is not an EPCIS member; an extension needs a namespace prefix",
      };
    case "type":
      return { pointer: instancePath, message: `must be of type ${String(params.type)}` };
    case "format":
      return { pointer: instancePath, message: formatMessage(instancePath, params.format) };
    case "enum":
      return { pointer: instancePath, message: `must be ${choice(params.allowedValues)}` };
    case "pattern":
      return {
        pointer: instancePath,
        message: PATTERN_MESSAGES[instancePath.split("/").at(-1) ?? ""] ?? `must match ${String(params.pattern)}`,
      };
    case "not":
      return { pointer: instancePath, message: "is allowed only when the action is ADD" };
    case "uniqueItems":
      return { pointer: instancePath, message: `has the same member twice, at ${String(params.j)} and ${String(params.i)}` };
    case "minItems":
      return { pointer: instancePath, message: `needs at least ${String(params.limit)} member${params.limit === 1 ? "" : "s"}` };
    default:
      return { pointer: instancePath, message: "does not follow the EPCIS schema" };
  }
}

/** For a member that may hold a standard word or a URI of somebody's own. */
export function wordOrUri(instancePath: string, allowed: unknown): EpcisError {
  return { pointer: instancePath, message: `must be ${choice(allowed)}, or a URI of another vocabulary` };
}

function formatMessage(instancePath: string, format: unknown): string {
  if (format !== "uri") return "must be a date and time with a time zone";
  const isEventType = /(^|\/eventList\/\d+)\/type$/.test(instancePath);
  return isEventType ? "must be one of the five EPCIS event types, or a URI of another" : "must be a URI";
}

function choice(values: unknown): string {
  const words = Array.isArray(values) ? values.map(String) : [];
  return words.length > LISTED ? `one of the ${words.length} standard words` : `one of ${words.join(", ")}`;
}

function child(path: string, name: unknown): string {
  return `${path}/${escapePointer(String(name))}`;
}
