import type { Subject } from "../../schemas/primitives.ts";
import { type Span, spansOf } from "../../trace/spans.ts";
import { isLot } from "../../identifiers/is-lot.ts";
import { type CaseFile, finding } from "../case-file.ts";
import type { Finding } from "../finding.ts";
import { movesOf } from "../moves.ts";

/** A single thing was packed into a second unit while nobody had taken it out of the first, and neither of the two lies in the other. */
export function inTwoUnits({ subjects, events, containers, words }: CaseFile): Finding[] {
  const spans = spansOf(movesOf(events)).filter(({ kind, content }) => kind === "aggregation" && !isLot(content));
  const byContent = Map.groupBy(spans, ({ content }) => content);
  return subjects.flatMap((subject) => {
    const clash = firstClash(byContent.get(subject) ?? [], containers);
    if (clash === undefined) return [];
    const units = clash.map(({ unit }) => unit as Subject);
    const told = events.filter(({ eventHash }) => clash.some(({ begunBy }) => begunBy?.event === eventHash));
    const message = `${words.item(subject)} was packed into ${words.items(units)}, and nobody took it out of the first before.`;
    return [finding("in-two-units", "contradiction", message, [subject, ...units], told)];
  });
}

/** The first two that follow each other and overlap: whoever is in three units is in two. */
function firstClash(spans: readonly Span[], containers: CaseFile["containers"]): [Span, Span] | undefined {
  const inOrder = spans.filter(({ since }) => since !== null).sort((a, b) => Number(a.since) - Number(b.since));
  for (const [index, later] of inOrder.entries()) {
    const earlier = inOrder[index - 1];
    if (earlier === undefined || earlier.unit === later.unit || (earlier.until ?? Infinity) <= Number(later.since)) continue;
    const [first, second] = [earlier.unit as Subject, later.unit as Subject];
    if (!containers(first).has(second) && !containers(second).has(first)) return [earlier, later];
  }
  return undefined;
}
