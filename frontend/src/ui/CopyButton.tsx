import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "../lib/class-names.ts";

interface CopyButtonProps {
  text: string;
  label: string;
  copiedLabel: string;
  className?: string;
  /** Shows the words beside the icon. */
  wide?: boolean;
}

/** Copies a text and says so. */
export function CopyButton({ text, label, copiedLabel, className, wide }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={label}
      aria-label={wide ? undefined : copied ? copiedLabel : label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      className={cn(
        "no-print inline-flex min-h-6 min-w-6 items-center justify-center gap-1.5 rounded text-muted hover:bg-sunken hover:text-ink",
        wide && "min-h-8 px-2 text-sm font-medium",
        className,
      )}
    >
      <Icon aria-hidden className={cn("size-3.5", copied && "text-pass")} />
      {wide && <span aria-live="polite">{copied ? copiedLabel : label}</span>}
    </button>
  );
}
