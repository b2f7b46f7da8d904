import { isJsonObject, type JsonObject } from "../hashing/lossless-json.ts";
import { temperatureLimitsIn, type TemperatureLimit } from "./limits.ts";
import { memberNamed } from "./local-name.ts";
import { readingsOf, type Reading } from "./readings.ts";

/** What stands beside a claim inside its own event, and so is signed and anchored with it. */
export interface Beside {
  /** Addresses of certificates, as written in `certificationInfo`. What they lead to is not part of the event. */
  certificates: string[];
  readings: Reading[];
  temperatureLimits: TemperatureLimit[];
  /** The last day or moment for which the event vouches for the goods (CBV `itemExpirationDate`), or null. */
  validUntil: string | null;
}

/** Reads certificates, measurements and the date of expiry out of an event. */
export function besideIn(event: JsonObject): Beside {
  const info = event["certificationInfo"];
  const ilmd = event["ilmd"];
  const expiry = isJsonObject(ilmd) ? memberNamed(ilmd, "itemExpirationDate") : undefined;
  return {
    certificates: (Array.isArray(info) ? info : [info]).filter((entry) => typeof entry === "string"),
    readings: readingsOf(event),
    temperatureLimits: temperatureLimitsIn(event),
    validUntil: typeof expiry === "string" && !Number.isNaN(Date.parse(expiry)) ? expiry : null,
  };
}
