import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "../lib/class-names.ts";
import { StatusShape } from "./StatusMark.tsx";

export const control =
  "w-full min-h-11 rounded-lg border border-line-strong bg-surface px-3 py-2 text-base text-ink placeholder:text-muted data-invalid:border-fail data-invalid:ring-1 data-invalid:ring-fail disabled:opacity-60";

interface FieldProps {
  label: ReactNode;
  /** What to write, before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: ReactNode;
  optional?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** Label, control, hint and error, tied together for screen readers. Put an `Input`, `Textarea` or `Select` inside. */
export function Field({ label, hint, error, optional, children, className }: FieldProps) {
  const wrong = error !== undefined && error !== null && error !== false && error !== "";
  return (
    <Base.Root invalid={wrong} className={cn("flex flex-col gap-1.5", className)}>
      <Base.Label className="flex items-baseline justify-between gap-3 font-medium">
        {label}
        {optional !== undefined && <span className="text-sm font-normal text-muted">{optional}</span>}
      </Base.Label>
      {hint !== undefined && <Base.Description className="text-sm text-muted">{hint}</Base.Description>}
      {children}
      {wrong && (
        <Base.Error match className="flex items-start gap-1.5 text-sm text-fail">
          <StatusShape tone="failed" className="mt-0.5 size-4" />
          <span>{error}</span>
        </Base.Error>
      )}
    </Base.Root>
  );
}

export function Input({ className, ...rest }: ComponentProps<typeof Base.Control>) {
  return <Base.Control className={cn(control, className as string | undefined)} {...rest} />;
}

export function Textarea({ className, rows = 3, ...rest }: Omit<ComponentProps<"textarea">, "ref">) {
  return (
    <Base.Control
      render={(<textarea rows={rows} {...rest} />) as ReactElement<Record<string, unknown>>}
      className={cn(control, className)}
    />
  );
}
