import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../lib/class-names.ts";

const button = cva(
  "inline-flex items-center justify-center gap-2 rounded-lg font-medium transition-colors select-none disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-[1.1em] [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        quiet: "text-ink hover:bg-sunken",
        danger: "border border-fail bg-surface text-fail hover:bg-fail-soft",
      },
      size: { small: "min-h-8 px-3 text-sm", medium: "min-h-11 px-4", large: "min-h-13 px-6 text-lg", icon: "size-9 [&_svg]:size-5" },
    },
    defaultVariants: { look: "secondary", size: "medium" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button> & { busy?: boolean };

/** `busy` keeps the button in place and in focus order while its work runs. */
export function Button({ look, size, busy, className, disabled, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      disabled={disabled}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cn(button({ look, size }), className)}
      {...rest}
    />
  );
}

/** A link that looks like a button. */
export function ButtonLink({ look, size, className, ...rest }: ComponentProps<"a"> & VariantProps<typeof button>) {
  return <a data-slot="button" className={cn(button({ look, size }), "no-underline", className)} {...rest} />;
}
