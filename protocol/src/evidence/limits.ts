import { isJsonObject, numberText, type Json, type JsonObject } from "../hashing/lossless-json.ts";
import { memberNamed, objectsIn } from "./local-name.ts";

/** A temperature that should not be passed, as one event states it. */
export interface TemperatureLimit {
  bound: "least" | "most";
  /** As written. */
  value: string;
  /** UN/CEFACT code: `CEL`, `FAH` or `KEL`. */
  uom: string;
  /** Who or what it was set for: the goods (ILMD), this event, or the sensor that measured. */
  source: "goods" | "event" | "sensor";
}

const MEMBERS = [
  ["minimumTemperature", "least"],
  ["maximumTemperature", "most"],
] as const;

/**
 * Limits that an event states by the members `minimumTemperature` and `maximumTemperature` of any vocabulary: in `ilmd`, in the event,
 * in sensor metadata or in a sensor report. EPCIS has no members of its own for them. A limit is an object with `value` and `uom` (or
 * `unitCode`); a bare number counts only in a report, which has a unit. One without a unit is no limit: nobody may guess it.
 */
export function temperatureLimitsIn(event: JsonObject): TemperatureLimit[] {
  const elements = objectsIn(event["sensorElementList"]);
  const sensors = elements.flatMap((element) => [
    ...objectsIn([element["sensorMetadata"] ?? null]).flatMap((metadata) => limitsOf(metadata, "sensor", null)),
    ...objectsIn(element["sensorReport"]).flatMap((report) => limitsOf(report, "sensor", report["uom"] ?? null)),
  ]);
  const ilmd = event["ilmd"];
  const all = [...(isJsonObject(ilmd) ? limitsOf(ilmd, "goods", null) : []), ...limitsOf(event, "event", null), ...sensors];
  return [...new Map(all.map((limit) => [Object.values(limit).join(" "), limit])).values()];
}

function limitsOf(object: JsonObject, source: TemperatureLimit["source"], unit: Json): TemperatureLimit[] {
  return MEMBERS.flatMap(([name, bound]) => {
    const member = memberNamed(object, name);
    const [value, uom] = isJsonObject(member)
      ? [numberText(memberNamed(member, "value")), memberNamed(member, "uom") ?? memberNamed(member, "unitCode")]
      : [numberText(member), unit];
    return value !== undefined && typeof uom === "string" && celsiusOf(value, uom) !== null ? [{ bound, value, uom, source }] : [];
  });
}

/** A temperature in degrees Celsius, to draw and compare with; null for other units. */
export function celsiusOf(value: string, uom: string | null): number | null {
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  if (uom === "CEL") return number;
  if (uom === "FAH") return ((number - 32) * 5) / 9;
  return uom === "KEL" ? number - 273.15 : null;
}
