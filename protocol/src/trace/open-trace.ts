import type { CompactTraceView, TraceView } from "../schemas/api/trace.ts";
import type { Hex32, Subject } from "../schemas/primitives.ts";

/** The whole form of a compact trace: every node and link with its names. */
export function openTrace({ form: _, subjects, levels, carriers, border, commitments, links, ...trace }: CompactTraceView): TraceView {
  const subjectAt = (place: number) => at(subjects, place) as Subject;
  const commitmentAt = (place: number) => at(commitments, place) as Hex32;
  const [areCarriers, areBorder] = [new Set(carriers), new Set(border)];
  return {
    ...trace,
    nodes: levels.map((level, place) => ({
      ...{ subject: subjectAt(place), level },
      ...{ role: areCarriers.has(place) ? "carrier" : "goods", followed: !areBorder.has(place) },
    })),
    links: links.map(([kind, from, to, since, until, madeBy, endedBy, declaredInError]) => ({
      ...{ kind, from: subjectAt(from), to: subjectAt(to), since: timeText(since), until: timeText(until) },
      ...{ madeBy: madeBy.map(commitmentAt), endedBy: endedBy === null ? null : commitmentAt(endedBy), declaredInError },
    })),
  };
}

/** @throws RangeError for a place that a list does not have: such an answer is broken. */
function at<Value>(list: readonly Value[], place: number): Value {
  const value = list[place];
  if (value === undefined) throw new RangeError(`there is nothing at place ${place}`);
  return value;
}

function timeText(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
