import type { JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";
import { instantOf, sensorsOf } from "./members.ts";

/** Time zones reach from -12:00 to +14:00 (IANA); the schema allows any offset in eventTime itself. */
const OFFSET = /([+-])(\d\d):(\d\d)$/;

/** The offset inside eventTime is one that some place on earth has. */
export function offsetExists(event: JsonObject): EpcisError[] {
  const [, sign, hours = "0", minutes = "0"] = OFFSET.exec(String(event.eventTime)) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  const exists = offset <= (sign === "-" ? 12 : 14) * 60;
  return exists ? [] : [{ pointer: "/eventTime", message: "has a time zone offset that no place on earth has" }];
}

/** A measurement period does not end before it starts. */
export function periodsRunForwards(event: JsonObject): EpcisError[] {
  return sensorsOf(event)
    .filter(({ metadata }) => (instantOf(metadata.endTime) ?? Infinity) < (instantOf(metadata.startTime) ?? -Infinity))
    .map(({ metadataPointer }) => ({ pointer: `${metadataPointer}/endTime`, message: "is before startTime" }));
}
