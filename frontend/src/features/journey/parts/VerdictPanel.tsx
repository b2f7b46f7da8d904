import { ShieldQuestion } from "lucide-react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { useEventTitle } from "../../../entities/EventWords.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { cn } from "../../../lib/class-names.ts";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { StatusShape, type Tone } from "../../../ui/StatusMark.tsx";
import { isAnchored, type StoryEvent } from "../model/story.ts";
import { tally, type CheckResult } from "../../../lib/check-result.ts";

export interface RecordsSummary {
  events: number;
  statements: number;
  parties: number;
  signed: number;
  anchored: number;
  contradictions: number;
  gaps: number;
}

interface VerdictPanelProps {
  events: readonly StoryEvent[];
  summary: RecordsSummary;
  check: CheckResult;
  /** Statements that this page shows differently from what was proven, or that were not in the bundle. */
  unlike: number;
  onCheck: () => void;
}

const GROUND: Record<Tone, string> = {
  passed: "border-pass/50 bg-pass-soft",
  failed: "border-fail/60 bg-fail-soft",
  unknown: "border-unsure/50 bg-unsure-soft",
  pending: "border-line-strong bg-surface",
  neutral: "border-line-strong bg-surface",
};

/** The plain verdict. It is never green before this browser has checked. */
export function VerdictPanel({ summary, events, check: given, unlike, onCheck }: VerdictPanelProps) {
  const t = useText();
  // A proof of something else than what is shown is no proof of this page.
  const check: CheckResult = unlike > 0 ? { ...given, outcome: "failed" } : given;
  const tone = toneOf(check);
  return (
    <section
      aria-label={t("journey.verdict.label")}
      className={cn("mt-8 rounded-2xl border-2 p-5 sm:p-7", GROUND[tone])}
      data-verdict={check.phase === "done" ? check.outcome : check.phase}
    >
      <div aria-live="polite" className="flex flex-col gap-3 sm:flex-row sm:gap-4">
        <StatusShape tone={tone} className="mt-1 size-8" />
        <div className="min-w-0">
          {check.phase === "idle" ? <Records summary={summary} /> : <Checked check={check} unlike={unlike} />}
          <Trouble summary={summary} />
          <Waiting events={events} check={check} />
        </div>
      </div>
      <div className="no-print mt-5 flex flex-wrap items-center gap-x-5 gap-y-3 sm:ml-12">
        {check.phase === "idle" ? (
          <Button look="primary" size="large" onClick={onCheck}>
            <ShieldQuestion aria-hidden />
            <T id="journey.check" />
          </Button>
        ) : (
          <ButtonLink href="#check">
            <T id="journey.check.again" />
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function toneOf({ phase, outcome }: CheckResult): Tone {
  if (phase !== "done") return "pending";
  return outcome === "verified" ? "passed" : outcome === "failed" ? "failed" : "unknown";
}

function Records({ summary }: { summary: RecordsSummary }) {
  const { events, parties, statements: total, anchored, signed } = summary;
  return (
    <>
      <p className="font-serif text-2xl leading-snug">
        <T id="journey.verdict.unchecked" values={{ events, parties }} />{" "}
        <strong className="font-semibold">
          <T id="journey.verdict.unchecked.state" />
        </strong>
      </p>
      <p className="mt-3 text-muted">
        <T id="journey.verdict.anchored" values={{ anchored, total, signed, claimed: total - signed }} />
      </p>
    </>
  );
}

/** Said before and after the check: proven statements can still contradict each other. */
function Trouble({ summary: { contradictions, gaps } }: { summary: RecordsSummary }) {
  if (contradictions + gaps === 0) return null;
  return (
    <p className="mt-2">
      {contradictions > 0 && (
        <strong>
          <T id="journey.verdict.contradictions" values={{ count: contradictions }} />{" "}
        </strong>
      )}
      {gaps > 0 && (
        <>
          <T id="journey.verdict.gaps" values={{ count: gaps }} />{" "}
        </>
      )}
      <a className="link" href="#findings">
        <T id="journey.verdict.to-findings" />
      </a>
    </p>
  );
}

/** Statements named before the rest is only counted. */
const NAMED = 3;

/** Which statements no check can prove yet, and since when they wait to be anchored: told by the server, until this browser has found out. */
function Waiting({ events, check }: Pick<VerdictPanelProps, "events" | "check">) {
  const title = useEventTitle();
  const waiting = events.flatMap(({ statements }, index) =>
    statements
      .filter((statement) => !isAnchored(statement) && (check.statements.get(statement.commitment) ?? "unknown") === "unknown")
      .map((statement) => ({ statement, number: index + 1 })),
  );
  const rest = waiting.length - NAMED;
  return (
    <>
      {waiting.slice(0, NAMED).map(({ statement, number }) => (
        <p key={statement.commitment} className="mt-2">
          <T
            id="journey.verdict.waiting"
            values={{
              what: (
                <a className="link" href={`#event-${number}`}>
                  {title(statement)}
                </a>
              ),
              party: <PartyChip party={statement.author} />,
              time: <InstantText time={statement.capturedAt} />,
            }}
          />
        </p>
      ))}
      {rest > 0 && (
        <p className="mt-2">
          <T id="journey.verdict.waiting.more" values={{ count: rest }} />
        </p>
      )}
    </>
  );
}

function Checked({ check, unlike }: { check: CheckResult; unlike: number }) {
  const counts = tally(check);
  const id = check.phase === "running" ? "running" : (check.outcome ?? "unknown");
  return (
    <>
      <p className="font-serif text-2xl leading-snug font-semibold">
        <T id={`journey.verdict.${id}`} />
      </p>
      <p className="mt-2 max-w-2xl">
        <T id={`journey.verdict.${id}.detail`} values={{ ...counts, total: check.total, done: check.statements.size }} />
      </p>
      {check.notes}
      {unlike > 0 && (
        <p className="mt-2 font-semibold">
          <T id="journey.verdict.unlike" values={{ count: unlike }} />
        </p>
      )}
    </>
  );
}
