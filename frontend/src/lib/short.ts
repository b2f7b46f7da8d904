/** `0x1234…cdef`: enough to compare by eye; the whole value goes to screen readers and the clipboard. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** True for 32 bytes as the service writes them: a hash, an id of a batch. A check by the schema would bring its library to every page. */
export function isHex32(value: unknown): value is string {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value);
}

/** The 64 hex digits of a CBV event ID as an event hash, `0x…`. */
export function eventHashOfId(eventId: string): string {
  return `0x${/;([0-9a-f]{64})\?/.exec(eventId)?.[1] ?? ""}`;
}

/** Last segment of a CBV name, however it is written: `shipping` from `https://ref.gs1.org/cbv/BizStep-shipping` or `urn:epcglobal:cbv:bizstep:shipping`. */
export function bareName(name: string): string {
  return name.replace(/^.*(?:[:/#]|BizStep-|Disp-)/, "");
}
