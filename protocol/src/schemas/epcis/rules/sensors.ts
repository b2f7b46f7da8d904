import type { JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";
import { instantOf, sensorsOf } from "./members.ts";

/** What the metadata of an element may say for all of its reports. */
const SHARED = ["time", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"];

/** What holds for all reports of an element stands in its metadata, and then not in a report again (draft TCR-53, step 29). */
export function reportsRepeatNothing(event: JsonObject): EpcisError[] {
  return sensorsOf(event).flatMap(({ metadata, reports }) =>
    SHARED.filter((name) => metadata[name] !== undefined).flatMap((name) =>
      reports
        .filter(({ value }) => value[name] !== undefined)
        .map(({ pointer }) => ({ pointer: `${pointer}/${name}`, message: "stands in sensorMetadata already" })),
    ),
  );
}

/** A reading is not taken after the event that reports it; The schema compares no times. */
export function readingsAreNotLater(event: JsonObject): EpcisError[] {
  const happened = instantOf(event.eventTime);
  if (happened === undefined) return [];
  return sensorsOf(event)
    .flatMap(({ metadata, metadataPointer, reports }) => [
      ...["time", "startTime", "endTime"].map((name) => ({ at: metadata[name], pointer: `${metadataPointer}/${name}` })),
      ...reports.map(({ value, pointer }) => ({ at: value.time, pointer: `${pointer}/time` })),
    ])
    .filter(({ at }) => (instantOf(at) ?? -Infinity) > happened)
    .map(({ pointer }) => ({ pointer, message: "is after eventTime" }));
}
