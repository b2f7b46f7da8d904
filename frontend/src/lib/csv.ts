/**
 * Rows as CSV (RFC 4180). Cells that a spreadsheet would run as a formula are made plain text.
 *
 * @example
 * toCsv([["place", "time"], ["Pier 3", "2026-04-17T09:26:42-04:00"]]);
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
