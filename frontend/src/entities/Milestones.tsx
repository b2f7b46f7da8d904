import type { ReactNode } from "react";
import { T, type MessageId } from "../lib/i18n/text.tsx";
import { cn } from "../lib/class-names.ts";
import { Spinner } from "../ui/Progress.tsx";
import { StatusShape } from "../ui/StatusMark.tsx";
import { InstantText } from "./Times.tsx";

export interface Milestone {
  key: string;
  label: ReactNode;
  /** What it means, or what holds it up. */
  detail?: ReactNode;
  state: "done" | "current" | "todo" | "failed";
  /** When it was reached: RFC 3339, or null when nobody noted it. */
  at?: string | null;
}

const WORDS: Record<Milestone["state"], MessageId> = {
  done: "milestone.done",
  current: "milestone.current",
  todo: "milestone.todo",
  failed: "milestone.failed",
};

/** The way from a signature to finality, as far as it has come. New steps are announced. */
export function Milestones({ milestones }: { milestones: readonly Milestone[] }) {
  return (
    <ol aria-live="polite" className="space-y-0">
      {milestones.map(({ key, label, detail, state, at }, index) => (
        <li key={key} data-testid={`milestone-${key}`} data-state={state} className="group grid grid-cols-[1.75rem_1fr] gap-x-3">
          <span className="flex flex-col items-center">
            <Shape state={state} />
            {index < milestones.length - 1 && (
              <span aria-hidden className={cn("w-0.5 flex-1", state === "done" ? "bg-accent" : "bg-line")} />
            )}
          </span>
          <div className={cn("pb-6 group-last:pb-0", state === "todo" && "text-muted")}>
            <p className="flex flex-wrap items-baseline gap-x-3 font-medium">
              <span>{label}</span>
              <span className="sr-only">
                <T id={WORDS[state]} />
              </span>
              {at && (
                <span className="text-sm font-normal text-muted">
                  <InstantText time={at} />
                </span>
              )}
            </p>
            {detail !== undefined && <div className="mt-0.5 text-[0.95rem] text-muted">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Shape({ state }: { state: Milestone["state"] }) {
  if (state === "current") return <Spinner className="m-1 text-accent" />;
  // Not the shape of a passed check: the service reports these steps, and nobody has verified them here.
  if (state === "done") return <span aria-hidden className="m-1.5 size-4 rounded-full bg-accent" />;
  return <StatusShape tone={state === "failed" ? "failed" : "pending"} className="m-1" />;
}
