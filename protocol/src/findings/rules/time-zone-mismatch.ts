import { type CaseFile, finding } from "../case-file.ts";
import { allSubjects, type Fact } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** An event's time is written with one zone, and its zone is stated as another: the local time of day is unclear. */
export function timeZoneMismatch({ facts, words }: CaseFile): Finding[] {
  const byAccount = Map.groupBy(facts.filter(isMismatch), ({ account }) => account);
  return [...byAccount].map(([account, mixed]) => {
    const [first] = mixed as [Fact];
    const count = mixed.length === 1 ? "a time" : `${mixed.length} times`;
    const message = `${words.party(account)} wrote ${count} with the time zone ${writtenOffset(first)} but gave the zone as ${statedOffset(first)}: the local time may be off.`;
    return finding("time-zone-mismatch", "notice", message, allSubjects(mixed), mixed);
  });
}

/** Times in UTC say nothing about the place, so they may stand beside any zone. */
function isMismatch(fact: Fact): boolean {
  const written = writtenOffset(fact);
  return written !== undefined && written !== "+00:00" && written !== "-00:00" && written !== statedOffset(fact);
}

function writtenOffset({ timeText }: Fact): string | undefined {
  return /[+-]\d\d:\d\d$/.exec(timeText)?.[0];
}

function statedOffset({ event }: Fact): string {
  return String(event.eventTimeZoneOffset);
}
