import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import type { TraceLink } from "../model/graph.ts";
import { EventLinks } from "../parts/EventLinks.tsx";
import { ProofMarks } from "../parts/ProofMarks.tsx";

/** A line of the drawing that somebody chose: what it joins, when, and the events that say so. */
export function ChosenLink({ link: { from, to, kind, since, until, proofs, statements } }: { link: TraceLink }) {
  return (
    <div data-testid="chosen-link" className="mt-3 rounded-xl border border-accent bg-surface px-4">
      <Facts className="border-0">
        <Fact name={<T id={`trace.kind.${kind}`} />}>
          <span className="flex flex-wrap items-center gap-2">
            <NamedSubjectChip subject={from} /> → <NamedSubjectChip subject={to} />
          </span>
        </Fact>
        <Fact name={<T id="trace.column.since" />}>
          {since === null ? <T id="trace.since.unknown" /> : <WrittenTimeText time={since} />}
        </Fact>
        {until !== null && (
          <Fact name={<T id="trace.column.until" />}>
            <WrittenTimeText time={until} />
          </Fact>
        )}
        <Fact name={<T id="trace.column.proof" />}>
          <ProofMarks proofs={proofs} />
        </Fact>
        <Fact name={<T id="trace.link.events" />}>
          <EventLinks statements={statements} />
        </Fact>
      </Facts>
    </div>
  );
}
