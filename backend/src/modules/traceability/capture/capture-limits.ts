/** Events in one request; the example of the standard. */
export const MAX_EVENTS = 500;
/** Bytes of one request: 500 events of 8 KiB. */
export const MAX_CAPTURE_BYTES = 4 * 1024 * 1024;
