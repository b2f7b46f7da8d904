import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

/** The machinery, one click below: closed until asked for, and open in print. */
export function Disclosure({
  summary,
  children,
  className,
  open,
}: {
  summary: ReactNode;
  children: ReactNode;
  className?: string;
  open?: boolean;
}) {
  return (
    <details data-slot="disclosure" open={open} className={cn("group/disclosure", className)}>
      <summary className="-mx-1 inline-flex min-h-8 items-center gap-1.5 rounded px-1 text-sm font-medium text-accent hover:text-accent-hover">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/disclosure:rotate-90" />
        {summary}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
