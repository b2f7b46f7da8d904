/** Events in one request; the example of the standard. */
export const MAX_EVENTS = 500;
/** Bytes of one request: 500 events of 8 KiB. */
export const MAX_CAPTURE_BYTES = 4 * 1024 * 1024;

/** How the standard tells both. */
export const CAPTURE_LIMIT_HEADERS = Object.freeze({
  "GS1-EPCIS-Capture-Limit": String(MAX_EVENTS),
  "GS1-EPCIS-Capture-File-Size-Limit": String(MAX_CAPTURE_BYTES),
});
