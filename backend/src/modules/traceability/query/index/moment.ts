const TIME = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * A time with an offset as the database takes it: UTC, six decimals, further ones cut. Undefined for text that is no such time, or a day that
 * no calendar has.
 *
 * @example
 * momentOf("2005-04-03T20:33:31.116-06:00"); // "2005-04-04T02:33:31.116000Z"
 */
export function momentOf(text: string): string | undefined {
  const [, local = "", fraction = "", offset = ""] = TIME.exec(text) ?? [];
  const instant = Date.parse(`${local.toUpperCase()}${offset.toUpperCase()}`);
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(instant) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(local.slice(0, 10))) return undefined;
  const utc = new Date(instant).toISOString();
  // Year 0 and years of five digits are none to the database.
  if (!/^(?!0000)\d{4}-/.test(utc)) return undefined;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
}
