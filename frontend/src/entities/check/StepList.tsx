import type { Step, StepStatus } from "@waybill/protocol/verify/verdict";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { StatusMark, StatusShape, type Tone } from "../../ui/StatusMark.tsx";

export const STATUS_TONE: Record<StepStatus, Tone> = { passed: "passed", failed: "failed", unknown: "unknown" };

/** Steps with their plain sentence; the values that were compared are one click below. */
export function StepList({
  steps,
  scope,
}: {
  steps: readonly Step<string>[];
  scope: "statement" | "history" | "custody" | "journey" | "disclosure" | "certificate" | "row";
}) {
  return (
    <ol className="divide-y divide-line">
      {steps.map((step) => (
        <li key={step.id} className="py-3 first:pt-0 last:pb-0" data-step={step.id} data-status={step.status}>
          <div className="flex gap-3">
            <StatusShape tone={STATUS_TONE[step.status]} className="mt-0.5" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">
                  <T id={`check.step.${scope}.${step.id}` as MessageId} />
                </span>
                <StatusMarkWord status={step.status} />
              </p>
              <p className="text-sm text-muted">{step.reason}</p>
              {step.details !== undefined && <StepDetails details={step.details} />}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

function StatusMarkWord({ status }: { status: StepStatus }) {
  const ink = { passed: "text-pass", failed: "text-fail", unknown: "text-unsure" }[status];
  return (
    <span className={`text-sm font-medium ${ink}`}>
      <T id={`check.status.${status}`} />
    </span>
  );
}

function StepDetails({ details }: { details: Record<string, string> }) {
  return (
    <Disclosure summary={<T id="check.machinery" />}>
      <dl className="space-y-1.5 rounded-lg bg-sunken p-3 text-sm">
        {Object.entries(details).map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono text-[0.85rem] break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

/** An outcome as shape and word. */
export function OutcomeMark({ outcome }: { outcome: "verified" | "failed" | "unknown" | null }) {
  if (outcome === null) {
    return (
      <StatusMark tone="pending" plain>
        <T id="check.status.waiting" />
      </StatusMark>
    );
  }
  return (
    <StatusMark tone={outcome === "verified" ? "passed" : outcome}>
      <T id={`check.outcome.${outcome}`} />
    </StatusMark>
  );
}
