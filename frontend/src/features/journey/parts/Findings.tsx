import type { Finding } from "@waybill/protocol/schemas/api/traceability";
import { useState } from "react";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { StatusMark, StatusShape, type Tone } from "../../../ui/StatusMark.tsx";

const TONE: Record<Finding["severity"], Tone> = { contradiction: "failed", gap: "unknown", notice: "neutral" };
const ORDER: Finding["severity"][] = ["contradiction", "gap", "notice"];
/** Findings shown before a click: enough to see what kind of trouble there is. */
const SHOWN = 6;

interface FindingsProps {
  findings: readonly Finding[];
  /** Number of an event in the timeline, by commitment of one of its statements. */
  numberOf: (commitment: string) => number | null;
}

/** Contradictions and gaps, openly, with links to the statements behind them. */
export function Findings({ findings, numberOf }: FindingsProps) {
  const [all, setAll] = useState(false);
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  const hidden = sorted.length - shown.length;
  return (
    <Section id="findings" title={<T id="journey.findings" />} intro={<T id="journey.findings.intro" />}>
      {sorted.length === 0 && (
        <p className="flex gap-3 rounded-xl border border-line bg-surface p-4">
          <StatusShape tone="neutral" className="mt-0.5" />
          <T id="journey.findings.none" />
        </p>
      )}
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface empty:hidden">
        {shown.map((finding, index) => (
          <li key={index} className="grid gap-x-5 gap-y-2 p-4 sm:grid-cols-[9.5rem_1fr] sm:p-5">
            <div>
              <StatusMark tone={TONE[finding.severity]}>
                <T id={`finding.${finding.severity}`} />
              </StatusMark>
            </div>
            <div>
              <p>{finding.message}</p>
              <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
                {finding.subjects.slice(0, 3).map((subject) => (
                  <SubjectChip key={subject} subject={subject} />
                ))}
                <StatementLinks commitments={finding.commitments} numberOf={numberOf} />
              </div>
            </div>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button className="mt-4" onClick={() => setAll(true)}>
          <T id="journey.findings.more" values={{ count: hidden }} />
        </Button>
      )}
    </Section>
  );
}

function StatementLinks({ commitments, numberOf }: { commitments: readonly string[]; numberOf: FindingsProps["numberOf"] }) {
  const numbers = [...new Set(commitments.map(numberOf).filter((number) => number !== null))].sort((a, b) => a - b);
  if (numbers.length === 0) return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 text-muted">
      <T id="journey.findings.statements" values={{ count: numbers.length }} />
      {numbers.map((number) => (
        <a
          key={number}
          href={`#event-${number}`}
          className="link inline-flex min-h-6 min-w-6 items-center justify-center rounded bg-sunken px-1.5 tabular-nums"
        >
          {number}
        </a>
      ))}
    </span>
  );
}
