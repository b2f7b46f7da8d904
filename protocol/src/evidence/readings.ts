import { numberText, type JsonObject } from "../hashing/lossless-json.ts";
import { objectsIn } from "./local-name.ts";

/** One sensor report as its event has it: numbers as written, times as written. */
export interface Reading {
  /** Measurement type, e.g. `Temperature`; "reading" when the report names none. */
  type: string;
  /** The value, or for a report about a period its mean, else its least, else its most. */
  value: string;
  /** UN/CEFACT Recommendation 20 code, e.g. `CEL`. */
  uom: string | null;
  /** Least and most of the period, where they are given. */
  least: string | null;
  most: string | null;
  /** When it was measured; both the same for an instant, both null when only the event's own time is known. RFC 3339. */
  from: string | null;
  until: string | null;
  device: string | null;
  /** True when the sensor itself reported an alarm. */
  alarm: boolean;
}

/** Every sensor report of an event that has a value, in document order. */
export function readingsOf(event: JsonObject): Reading[] {
  return objectsIn(event["sensorElementList"]).flatMap((element) => {
    const [metadata = {}] = objectsIn([element["sensorMetadata"] ?? null]);
    return objectsIn(element["sensorReport"]).flatMap((report) => readingOf(report, metadata) ?? []);
  });
}

function readingOf(report: JsonObject, metadata: JsonObject): Reading | null {
  const value = valueOf(report);
  if (value === null) return null;
  const instant = text(report["time"]) ?? text(metadata["time"]);
  const from = instant ?? text(metadata["startTime"]) ?? text(metadata["endTime"]);
  return {
    type: text(report["type"]) ?? "reading",
    value,
    uom: text(report["uom"]),
    least: numberText(report["minValue"]) ?? null,
    most: numberText(report["maxValue"]) ?? null,
    from,
    until: instant ?? text(metadata["endTime"]) ?? from,
    device: text(report["deviceID"]) ?? text(metadata["deviceID"]),
    alarm: text(report["exception"]) === "ALARM_CONDITION",
  };
}

function valueOf(report: JsonObject): string | null {
  for (const member of ["value", "meanValue", "minValue", "maxValue"]) {
    const number = numberText(report[member]);
    if (number !== undefined) return number;
  }
  const word = report["stringValue"] ?? report["booleanValue"] ?? report["uriValue"] ?? report["hexBinaryValue"];
  return typeof word === "string" || typeof word === "boolean" ? String(word) : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
