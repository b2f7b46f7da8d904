import type { JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";
import { instantOf, sensorsOf } from "./members.ts";

/** What a report has from one source only: its metadata may say it for all reports, but not something else than they do. */
const SOURCES = ["deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"];

/** A report does not name another device, raw data, method or rules than the metadata that hold for it. */
export function reportsAgree(event: JsonObject): EpcisError[] {
  return repeatedIn(event, SOURCES)
    .filter(({ said, repeated }) => said !== repeated)
    .map(({ pointer }) => ({ pointer, message: "differs from sensorMetadata, which holds for all reports" }));
}

/** What holds for all reports of an element stands in its metadata, and then not in a report again (draft TCR-53). */
export function reportsRepeatNothing(event: JsonObject): EpcisError[] {
  return repeatedIn(event, ["time", ...SOURCES]).map(({ pointer }) => ({ pointer, message: "stands in sensorMetadata already" }));
}

/** A reading is not taken after the event that reports it (draft TCR-53). */
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

/** Members of reports that their metadata have too, as both say them. */
function repeatedIn(event: JsonObject, names: readonly string[]) {
  return sensorsOf(event).flatMap(({ metadata, reports }) =>
    names.flatMap((name) => {
      const said = metadata[name];
      if (said === undefined) return [];
      return reports.flatMap(({ value, pointer }) => {
        const repeated = value[name];
        return repeated === undefined ? [] : [{ said, repeated, pointer: `${pointer}/${name}` }];
      });
    }),
  );
}
