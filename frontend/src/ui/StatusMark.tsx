import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

/** What a status says, each with its own shape: never colour alone. */
export type Tone = "passed" | "failed" | "unknown" | "pending" | "neutral";

const ink = { passed: "text-pass", failed: "text-fail", unknown: "text-unsure", pending: "text-pending", neutral: "text-muted" } as const;

/** The shape alone: filled disc with a check, octagon with a cross, ring with a question mark, dashed ring, small dot. Decorative: a word stands beside it. */
export function StatusShape({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={cn("size-5 shrink-0", ink[tone], className)}>
      {shapes[tone]}
    </svg>
  );
}

const stroke = { fill: "none", strokeWidth: 2, strokeLinecap: "round", strokeLinejoin: "round" } as const;

const shapes: Record<Tone, ReactNode> = {
  passed: (
    <>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <path d="M6 10.4l2.7 2.7L14 7.6" stroke="var(--surface)" {...stroke} />
    </>
  ),
  failed: (
    <>
      <path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" fill="currentColor" />
      <path d="M7 7l6 6M13 7l-6 6" stroke="var(--surface)" {...stroke} />
    </>
  ),
  unknown: (
    <>
      <circle cx="10" cy="10" r="8" stroke="currentColor" {...stroke} />
      <path d="M7.9 7.8a2.2 2.2 0 1 1 3.1 2c-.7.35-1 .8-1 1.6" stroke="currentColor" {...stroke} strokeWidth={1.8} />
      <circle cx="10" cy="14.1" r="1.1" fill="currentColor" />
    </>
  ),
  pending: <circle cx="10" cy="10" r="8" stroke="currentColor" {...stroke} strokeDasharray="2.6 3.7" />,
  neutral: <circle cx="10" cy="10" r="4" fill="currentColor" />,
};

const badge = cva("inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-1.5 text-sm font-medium", {
  variants: {
    tone: {
      passed: "bg-pass-soft text-pass",
      failed: "bg-fail-soft text-fail",
      unknown: "bg-unsure-soft text-unsure",
      pending: "bg-pending-soft text-pending",
      neutral: "bg-sunken text-muted",
    },
  },
});

/** A status as shape and word. */
export function StatusMark({ tone, children, plain, className }: { tone: Tone; children: ReactNode; plain?: boolean; className?: string }) {
  return (
    <span
      data-slot="status"
      data-tone={tone}
      className={cn(plain ? cn("inline-flex items-center gap-1.5 text-sm font-medium", ink[tone]) : badge({ tone }), className)}
    >
      <StatusShape tone={tone} className="size-4" />
      {children}
    </span>
  );
}
