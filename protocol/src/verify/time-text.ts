/** Block time as RFC 3339 text, for reasons that people read. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000", "");
}
