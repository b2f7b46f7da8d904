import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/class-names.ts";
import { useHighlight } from "../lib/highlight.ts";
import { useText } from "../lib/i18n/text.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";

interface ChipProps {
  /** The whole value: copied, compared, read out. */
  value: string;
  /** What kind of thing it is, in a word: read out before the value. */
  kind: string;
  icon: ReactNode;
  /** What is seen: a name, or the shortened value. */
  children: ReactNode;
  /** True when `children` is a shortened value; the whole one is then read out instead. */
  short?: boolean;
  /** Its own page. */
  href?: string | null;
  /** Its page in the configured block explorer. */
  explorerHref?: string | null;
  copy?: boolean;
  className?: string;
}

/** How every identifier is drawn: icon, short text, whole text for screen readers, copy, links; the same value lights up elsewhere. */
export function Chip({ value, kind, icon, children, short, href, explorerHref, copy = true, className }: ChipProps) {
  const t = useText();
  const { isLit, handlers } = useHighlight(value);
  const text = (
    <>
      <span className="sr-only">
        {kind} {short && value}
      </span>
      <span aria-hidden={short} title={value} className={cn("min-w-0 truncate", short && "font-mono text-[0.92em]")}>
        {children}
      </span>
    </>
  );
  return (
    <span
      data-slot="chip"
      data-value={value}
      data-lit={isLit || undefined}
      {...handlers}
      className={cn(
        "inline-flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken/60 px-1.5 align-middle text-sm text-ink transition-colors [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-muted",
        isLit && "border-accent bg-accent-soft",
        className,
      )}
    >
      {icon}
      {href ? (
        <a
          href={href}
          className="inline-flex min-h-6 min-w-0 items-center underline decoration-line-strong decoration-1 underline-offset-3 hover:decoration-accent hover:decoration-2"
        >
          {text}
        </a>
      ) : (
        <span className="inline-flex min-h-6 min-w-0 items-center">{text}</span>
      )}
      {copy && <CopyButton text={value} label={t("chip.copy", { kind })} copiedLabel={t("chip.copied")} />}
      {explorerHref && (
        <a
          href={explorerHref}
          target="_blank"
          rel="noreferrer"
          className="no-print inline-flex min-h-6 min-w-6 items-center justify-center rounded text-muted hover:text-ink"
        >
          <ArrowUpRight aria-hidden className="size-3.5" />
          <span className="sr-only">{t("chip.explorer", { kind })}</span>
        </a>
      )}
    </span>
  );
}
