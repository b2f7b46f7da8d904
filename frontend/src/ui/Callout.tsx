import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";
import { StatusShape, type Tone } from "./StatusMark.tsx";

const callout = cva("flex gap-3 rounded-xl border p-4 sm:p-5", {
  variants: {
    tone: {
      passed: "border-pass/40 bg-pass-soft",
      failed: "border-fail/40 bg-fail-soft",
      unknown: "border-unsure/40 bg-unsure-soft",
      pending: "border-pending/40 bg-pending-soft",
      neutral: "border-line bg-sunken",
    },
  },
});

interface CalloutProps {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  /** Announced at once; for what the reader did just now. */
  live?: boolean;
  className?: string;
}

/** Something to know before going on. */
export function Callout({ tone, title, children, live, className }: CalloutProps) {
  return (
    <div
      data-slot="callout"
      data-tone={tone}
      role={live ? (tone === "failed" ? "alert" : "status") : undefined}
      className={cn(callout({ tone }), className)}
    >
      <StatusShape tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children !== undefined && <div className="mt-1 space-y-2">{children}</div>}
      </div>
    </div>
  );
}
