import type { RecallSummary, RecallTaskView } from "@waybill/protocol/schemas/api/recalls";
import { StateMark } from "../../../entities/Marks.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../../ui/StatusMark.tsx";

const TASK_TONE: Record<RecallTaskView["state"], Tone> = { waiting: "pending", answered: "passed", overdue: "failed", ended: "neutral" };

/** Whether a recall is on, or over. */
export function RecallMark({ state }: { state: RecallSummary["state"] }) {
  return (
    <StatusMark tone={state === "open" ? "failed" : "neutral"}>
      <T id={`recalls.state.${state}`} />
    </StatusMark>
  );
}

/** Where one holder stands, and who was told that it has not answered; each with how settled on chain that is. */
export function TaskMark({
  task: { state, escalations },
  notice,
}: {
  task: Pick<RecallTaskView, "state" | "escalations">;
  notice: string;
}) {
  return (
    <span className="inline-flex flex-col gap-1">
      <StatusMark tone={TASK_TONE[state]} plain>
        <T id={`recalls.task.${state}`} />
      </StatusMark>
      {escalations.map(({ tier, to, at, commitment, state: settled }) => (
        <span key={tier} className="text-sm text-muted">
          <T id={`recalls.escalated.${to}`} /> <RelativeTime time={at} />{" "}
          <a href={`/api/recalls/${notice}/escalations/${commitment}`} className="link">
            <T id="recalls.escalation.proof" />
          </a>
          <StateMark state={settled} plain />
        </span>
      ))}
    </span>
  );
}
