import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { becomeFinal, eventAbout, signEvent } from "../../test/e2e/support/sign-event.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, visitor } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { CASE } from "./goods.ts";

const LOT = `https://id.gs1.org/01/${CASE}/10/COOL-2026-31`;
const COOLER = "Okee Cooling";
const START = "2026-04-17T06:00:00Z";
const EVERY_MINUTES = 10;
/** Degrees Celsius; null where the logger was silent. */
const VALUES = [3, 3.1, 3, 3.2, 3.9, 5.4, 6.4, 5.8, 4.4, 3.6, 3.1, null, null, null, null, null, null, 3.1, 3, 2.9, 3];

/** A logger's record with a limit, a time above it, and a pause. */
export async function showTemperature(all: System, camera: Camera): Promise<void> {
  const commitment = await signEvent(all, keyOf(all, COOLER), eventWithLogger());
  await becomeFinal(all, [commitment]);
  const { page, leave } = await visitor(all, DESK);
  await page.goto(new URL(LOT).pathname);
  await page.locator("#journey").scrollIntoViewIfNeeded();
  await page.locator("#temperature").getByRole("radio", { name: "°C" }).check();
  await camera(page, "consumer-temperature", page.locator("#temperature"));
  await leave();
}

function eventWithLogger(): JsonObject {
  const end = new Date(Date.parse(START) + (VALUES.length - 1) * EVERY_MINUTES * 60_000);
  const event = eventAbout(LOT, { bizStep: "storing", eventTime: end.toISOString() });
  const reports = VALUES.flatMap((value, index) => {
    const time = new Date(Date.parse(START) + index * EVERY_MINUTES * 60_000).toISOString();
    return value === null ? [] : [{ type: "Temperature", value, uom: "CEL", time }];
  });
  return {
    ...event,
    "@context": [...(event["@context"] as string[]), { cold: "https://ns.example.com/cold/" }],
    sensorElementList: [{ sensorMetadata: { deviceID: "urn:example:logger:7" }, sensorReport: reports }],
    "cold:maximumTemperature": { "cold:value": 5, "cold:uom": "CEL" },
  };
}
