/** A browser that nobody has used for so long has to sign in again. */
export const IDLE_MILLISECONDS = 24 * 3_600_000;
/** So has everybody after a week. */
export const SESSION_MILLISECONDS = 7 * 24 * 3_600_000;
/** A refresh token that was just replaced is taken once more for so long: two tabs asked at once, or the answer was lost. */
export const GRACE_MILLISECONDS = 10_000;

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iOS"],
  ["iPad", "iPadOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** What a session runs on, in words for its owner: `Firefox on Linux`. No more of the header is kept. */
export function deviceOf(userAgent = ""): string {
  const nameIn = (names: readonly (readonly [string, string])[]) => names.find(([mark]) => userAgent.includes(mark))?.[1];
  const [browser, system] = [nameIn(BROWSERS), nameIn(SYSTEMS)];
  if (browser === undefined) return "a program";
  return system === undefined ? browser : `${browser} on ${system}`;
}
