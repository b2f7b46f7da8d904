import { type CaseFile, finding } from "../case-file.ts";
import type { Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";
import { isLot } from "../../identifiers/is-lot.ts";
import { greatCircleKm, MAX_SPEED_KMH } from "../travel.ts";

/** A site may be some kilometres wide, and its coordinates those of its gate. */
const SLACK_KM = 10;
/** Clocks differ, and events are entered a little before or after they happen. */
const SLACK_HOURS = 0.25;
const DAY_HOURS = 24;
const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * A single thing was seen at two places that lie too far apart for the time between: faster than any freight (contradiction), or so fast that
 * it must have been flown (notice). A time written as midnight may stand for the whole day. Lots are left out: parts of them may be anywhere.
 */
export function impossibleTravel({ subjects, sightingsOf, coordinatesOf, words }: CaseFile): Finding[] {
  return subjects.flatMap((subject) => {
    if (isLot(subject)) return [];
    const seen = sightingsOf(subject).filter(({ place }) => coordinatesOf(place) !== undefined);
    return seen.slice(1).flatMap((later, index) => {
      const earlier = seen[index] as Fact;
      const [from, to] = [coordinatesOf(earlier.place), coordinatesOf(later.place)];
      const km = from && to ? greatCircleKm(from, to) - SLACK_KM : 0;
      if (km <= 0) return [];
      const speed = km / hoursBetween(earlier, later);
      const possible = MAX_SPEED_KMH.filter(([, limit]) => speed <= limit).map(([mode]) => mode);
      if (possible.length > 0 && !(possible.length === 1 && possible[0] === "air")) return [];
      const [, fastest] = MAX_SPEED_KMH[0] ?? ["air", 0];
      const verdict =
        possible.length === 0
          ? `no freight travels faster than ${fastest.toLocaleString("en")} km per hour`
          : "only an aeroplane could have carried it";
      const message =
        `${words.item(subject)} was at ${words.place(earlier.place)} on ${words.time(earlier.timeText)} and at ${words.place(later.place)}, ` +
        `${Math.round(km + SLACK_KM).toLocaleString("en")} km away, on ${words.time(later.timeText)}: ${verdict}.`;
      return [finding("impossible-travel", possible.length === 0 ? "contradiction" : "notice", message, [subject], [earlier, later])];
    });
  });
}

function hoursBetween(earlier: Fact, later: Fact): number {
  const days = [earlier, later].filter(({ timeText }) => /T00:00(:00(\.0+)?)?(Z|[+-])/.test(timeText)).length;
  return (later.time - earlier.time) / MILLISECONDS_PER_HOUR + SLACK_HOURS + days * DAY_HOURS;
}
