/** True once the last day (or moment, where one is given) has passed everywhere on earth. */
export function hasExpired(validUntil: string | null, now: Date): boolean {
  if (validUntil === null) return false;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(validUntil);
  // The day ends last at UTC−12.
  return now.getTime() > Date.parse(validUntil) + (isDay ? 36 * 3_600_000 : 0);
}
