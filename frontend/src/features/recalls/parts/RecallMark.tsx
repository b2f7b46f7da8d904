import type { RecallSummary, RecallTaskView } from "@waybill/protocol/schemas/api/recalls";
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

/** Where one holder stands, and how often it was asked again. */
export function TaskMark({ task: { state, escalations } }: { task: Pick<RecallTaskView, "state" | "escalations"> }) {
  return (
    <span className="inline-flex flex-col gap-1">
      <StatusMark tone={TASK_TONE[state]} plain>
        <T id={`recalls.task.${state}`} />
      </StatusMark>
      {escalations > 0 && state !== "answered" && (
        <span className="text-sm text-muted">
          <T id="recalls.escalations" values={{ count: escalations }} />
        </span>
      )}
    </span>
  );
}
