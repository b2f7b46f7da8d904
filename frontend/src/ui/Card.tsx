import type { ComponentProps, ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div data-slot="card" className={cn("rounded-xl border border-line bg-surface p-5 sm:p-6", className)} {...rest} />;
}

interface SectionProps extends Omit<ComponentProps<"section">, "title"> {
  title: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  id: string;
}

/** A part of a page under its own heading, which names it to screen readers. */
export function Section({ title, intro, actions, id, className, children, ...rest }: SectionProps) {
  return (
    <section data-slot="section" id={id} aria-labelledby={`${id}-title`} className={cn("mt-12", className)} {...rest}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="max-w-2xl">
          <h2 id={`${id}-title`} className="text-2xl">
            {title}
          </h2>
          {intro !== undefined && <p className="mt-1.5 text-muted">{intro}</p>}
        </div>
        {actions}
      </div>
      <div className="mt-5">{children}</div>
    </section>
  );
}

/** Facts as pairs of name and value; on narrow screens one below the other. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cn("divide-y divide-line border-y border-line", className)}>{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[12rem_1fr]">
      <dt className="text-sm text-muted sm:pt-0.5">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
