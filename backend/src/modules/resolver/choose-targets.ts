import type { Target } from "./target.ts";

/** What a client prefers, from its `Accept-Language` and `Accept`: names with their weights, 0 to 1. */
export interface Preferences {
  languages: readonly Preference[];
  mediaTypes: readonly Preference[];
}

export interface Preference {
  name: string;
  weight: number;
}

/** No honest client sends more. */
const MAX_PREFERENCES = 50;

/** Reads `de-CH, en;q=0.7, *;q=0.1`. What is not of that form is left out; an absent header asks for nothing. */
export function readPreferences(header: string | undefined): Preference[] {
  return (header ?? "")
    .split(",")
    .slice(0, MAX_PREFERENCES)
    .flatMap((part) => {
      const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
      const weight = parameters.find((parameter) => /^q=/.test(parameter))?.slice(2) ?? "1";
      return name !== "" && /^[01](\.\d{0,3})?$/.test(weight) ? [{ name, weight: Math.min(1, Number(weight)) }] : [];
    });
}

/**
 * Of several targets of one type those that fit the client best: first by language, then by media type. A client that takes none of the
 * languages gets those of any; a choice between equals stays the client's.
 */
export function chooseTargets(targets: readonly Target[], { languages, mediaTypes }: Preferences): Target[] {
  const byLanguage = best(targets, (target) => (target.language === null ? 0.5 : weightOf(target.language, languages, matchesLanguage)));
  return best(byLanguage, (target) => (target.mediaType === null ? 0.5 : weightOf(target.mediaType, mediaTypes, matchesMediaType)));
}

function best(targets: readonly Target[], weigh: (target: Target) => number): Target[] {
  const weights = targets.map(weigh);
  const highest = Math.max(...weights);
  return targets.filter((_, index) => weights[index] === highest);
}

/** The weight of the most exact preference that a name meets; 0 where it meets none. Nothing asked for takes all alike. */
function weightOf(name: string, preferences: readonly Preference[], matches: (wanted: string, name: string) => number): number {
  if (preferences.length === 0) return 1;
  const met = preferences.map(({ name: wanted, weight }) => ({ exactness: matches(wanted, name.toLowerCase()), weight }));
  const [first] = met.filter(({ exactness }) => exactness > 0).sort((a, b) => b.exactness - a.exactness || b.weight - a.weight);
  return first?.weight ?? 0;
}

/** Basic filtering of RFC 4647, and a region's speakers read their language without one. */
function matchesLanguage(wanted: string, name: string): number {
  if (wanted === "*") return 1;
  if (wanted === name) return 4;
  if (name.startsWith(`${wanted}-`)) return 3;
  return wanted.split("-")[0] === name.split("-")[0] ? 2 : 0;
}

function matchesMediaType(wanted: string, name: string): number {
  if (wanted === "*/*") return 1;
  if (wanted === name) return 3;
  return wanted.endsWith("/*") && name.startsWith(wanted.slice(0, -1)) ? 2 : 0;
}
