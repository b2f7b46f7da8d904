import type { ComponentProps, ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

/** A table that scrolls sideways by itself on narrow screens. `caption` names it; it may be for screen readers only. */
export function Table({
  caption,
  children,
  className,
  hideCaption,
}: {
  caption: string;
  children: ReactNode;
  className?: string;
  hideCaption?: boolean;
}) {
  return (
    <div
      data-slot="table"
      className={cn("relative overflow-x-auto rounded-xl border border-line bg-surface", className)}
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption className={cn(hideCaption ? "sr-only" : "px-4 py-3 text-left text-muted")}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th scope="col" className={cn("border-b border-line bg-sunken px-3.5 py-2.5 font-semibold whitespace-nowrap", className)} {...rest} />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-b border-line px-3.5 py-2.5 align-top [tr:last-child>&]:border-b-0", className)} {...rest} />;
}
