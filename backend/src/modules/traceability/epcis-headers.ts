import { MAX_CAPTURE_BYTES, MAX_EVENTS } from "./capture/capture-limits.ts";

/** Versions that every EPCIS answer names. */
export const EPCIS_HEADERS = Object.freeze({ "GS1-EPCIS-Version": "2.0.0", "GS1-CBV-Version": "2.0.0" });

/** What OPTIONS tells about an EPCIS resource (EPCIS 2.0, 12.7). Events come back as they went in: identifiers are never translated. */
export const DISCOVERY_HEADERS = Object.freeze({
  ...EPCIS_HEADERS,
  "GS1-EPCIS-Min": "2.0.0",
  "GS1-EPCIS-Max": "2.0.0",
  "GS1-CBV-Min": "2.0.0",
  "GS1-CBV-Max": "2.1.0",
  "GS1-EPC-Format": "Never_Translates",
  "GS1-Vendor-Version": "waybill-0.1.0",
});

/** What OPTIONS adds for the capture resource. */
export const CAPTURE_HEADERS = Object.freeze({
  ...DISCOVERY_HEADERS,
  "GS1-EPCIS-Capture-Limit": String(MAX_EVENTS),
  "GS1-EPCIS-Capture-File-Size-Limit": String(MAX_CAPTURE_BYTES),
  "GS1-Capture-Error-Behaviour": "rollback",
});
