import { isJsonObject, type Json, type JsonObject } from "../../../hashing/lossless-json.ts";

/** Members of a list, each with its pointer below the event; a missing list has none. */
export function membersOf(event: JsonObject, name: string): { value: Json; pointer: string }[] {
  const list = event[name];
  return Array.isArray(list) ? list.map((value, index) => ({ value, pointer: `/${name}/${index}` })) : [];
}

/** The same for lists of objects. */
export function objectsOf(event: JsonObject, name: string): { value: JsonObject; pointer: string }[] {
  return membersOf(event, name).flatMap(({ value, pointer }) => (isJsonObject(value) ? [{ value, pointer }] : []));
}

/** Milliseconds since 1970 of a time, or undefined. */
export function instantOf(value: Json | undefined): number | undefined {
  const instant = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** Sensor elements, their metadata and reports, each with its pointer. */
export function sensorsOf(event: JsonObject) {
  return objectsOf(event, "sensorElementList").map(({ value, pointer }) => ({
    metadata: isJsonObject(value.sensorMetadata) ? value.sensorMetadata : {},
    metadataPointer: `${pointer}/sensorMetadata`,
    reports: objectsOf(value, "sensorReport").map((report) => ({ ...report, pointer: pointer + report.pointer })),
  }));
}
