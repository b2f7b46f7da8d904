import { STEP_IDS, type Outcome, type Standing } from "@waybill/protocol/verify/verdict";
import type { ReactNode } from "react";
import { useEventTitle } from "../../entities/EventWords.tsx";
import { SubjectChip, useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { InstantText, WrittenTimeText } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { shortHex } from "../../lib/short.ts";
import { Progress } from "../../ui/Progress.tsx";
import { StatusMark, StatusShape } from "../../ui/StatusMark.tsx";
import type { CheckedStatement, CheckState } from "./check-state.ts";
import { OutcomeMark, STATUS_TONE, StepList } from "../../entities/check/StepList.tsx";

/** What was checked, as it comes in: statements, histories, custody, and the journey as a whole. */
export function CheckReport({ state }: { state: CheckState }) {
  const t = useText();
  const label = useSubjectLabel();
  const done = state.statements.filter(({ verdict }) => verdict !== null).length;
  return (
    <div className="space-y-8">
      {state.phase === "running" && <Progress done={done} total={state.statements.length} label={t("check.progress")} />}
      {state.verdict !== null && state.verdict.steps.length > 0 && (
        <Group title={<T id="check.group.journey" />}>
          <li className="p-4">
            <StepList steps={state.verdict.steps} scope="journey" />
          </li>
        </Group>
      )}
      {state.statements.length > 0 && (
        <Group title={<T id="check.group.statements" values={{ done, total: state.statements.length }} />}>
          {state.statements.map((statement, index) => (
            <StatementRow key={index} statement={statement} />
          ))}
        </Group>
      )}
      {state.histories.some((history) => history !== null) && (
        <Group title={<T id="check.group.histories" />}>
          {state.histories.map((history, index) =>
            history === null ? null : (
              <Row
                key={index}
                summary={
                  <>
                    <span className="font-medium">{label(history.subject)}</span>
                    <span className="text-sm text-muted">
                      {history.asOf === undefined ? (
                        <T id="check.history" values={{ count: history.count }} />
                      ) : (
                        <T id="check.history.as-of" values={{ count: history.count, time: <InstantText time={history.asOf} /> }} />
                      )}
                    </span>
                  </>
                }
                outcome={history.outcome}
              >
                <SubjectChip subject={history.subject} />
                <StepList steps={history.steps} scope="history" />
              </Row>
            ),
          )}
        </Group>
      )}
      {state.custody.some((custody) => custody !== null) && (
        <Group title={<T id="check.group.custody" />}>
          {state.custody.map((custody, index) =>
            custody === null ? null : (
              <Row key={index} summary={<span className="font-medium">{label(custody.subject)}</span>} outcome={custody.outcome}>
                <SubjectChip subject={custody.subject} />
                <StepList steps={custody.steps} scope="custody" />
              </Row>
            ),
          )}
        </Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-3 text-lg">{title}</h3>
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">{children}</ul>
    </div>
  );
}

/** Named by what it says, who says it and when: only the events of the journey have numbers. */
function StatementRow({ statement }: { statement: CheckedStatement }) {
  const title = useEventTitle();
  const { plan, steps, verdict } = statement;
  return (
    <Row
      outcome={verdict?.outcome ?? null}
      standing={verdict?.standing.state}
      summary={
        <>
          <span className="font-medium">{title({ ...plan, action: null, sensors: [] })}</span>
          <span className="text-sm text-muted">
            {plan.name ?? shortHex(plan.account)}, <WrittenTimeText time={plan.eventTime} dateOnly />
          </span>
          <StepDots steps={steps} />
        </>
      }
    >
      <StepList steps={steps} scope="statement" />
    </Row>
  );
}

/** The steps in small, filling up as they come. The words are inside. */
function StepDots({ steps }: { steps: CheckedStatement["steps"] }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5">
      {STEP_IDS.map((id) => {
        const step = steps.find((candidate) => candidate.id === id);
        return <StatusShape key={id} tone={step === undefined ? "pending" : STATUS_TONE[step.status]} className="size-3.5" />;
      })}
    </span>
  );
}

/** Folded while all is well; what failed opens by itself. */
function Row({
  summary,
  outcome,
  standing,
  children,
}: {
  summary: ReactNode;
  outcome: Outcome | null;
  standing?: Standing["state"];
  children: ReactNode;
}) {
  const isWithdrawn = standing === "corrected";
  return (
    <li data-outcome={outcome ?? "waiting"} data-standing={standing}>
      <details className="group/row" open={outcome === "failed" || undefined}>
        <summary className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5 -outline-offset-3 hover:bg-sunken/60">
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">{summary}</span>
          <span className="flex flex-wrap items-center gap-2">
            {(isWithdrawn || standing === "disputed") && (
              <StatusMark tone="unknown">
                <T id={`check.standing.${standing}`} />
              </StatusMark>
            )}
            {/* Withdrawn, a statement whose proof holds is neither verified nor unproven. */}
            {!(isWithdrawn && outcome === "unknown") && <OutcomeMark outcome={outcome} />}
          </span>
        </summary>
        <div className="border-t border-line bg-paper/60 p-4 sm:pl-8">{children}</div>
      </details>
    </li>
  );
}
