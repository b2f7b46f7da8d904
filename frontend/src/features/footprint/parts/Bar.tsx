import { createContext, useContext, useId, type ReactNode } from "react";

/** How something is known, each with its own pattern: full, hatched, dotted. */
export type Fill = "primary" | "modelled" | "default";

const Prefix = createContext("");

/** Patterns for the bars inside. */
export function Fills({ children }: { children: ReactNode }) {
  const prefix = useId();
  return (
    <Prefix value={prefix}>
      <svg aria-hidden="true" className="absolute size-0">
        <defs>
          <pattern id={`${prefix}modelled`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3.5" height="6" fill="var(--accent)" />
          </pattern>
          <pattern id={`${prefix}default`} width="6" height="6" patternUnits="userSpaceOnUse">
            <circle cx="3" cy="3" r="1.6" fill="var(--accent)" />
          </pattern>
        </defs>
      </svg>
      {children}
    </Prefix>
  );
}

/** One bar. Decorative: the same stands in words beside it. What is not nothing is never drawn as nothing. */
export function Bar({ percent, fill }: { percent: number; fill: Fill }) {
  const prefix = useContext(Prefix);
  const width = `${Math.min(100, Math.max(percent, percent > 0 ? 0.5 : 0))}%`;
  return (
    <svg aria-hidden="true" data-bar={percent} className="block h-4 w-full overflow-visible">
      <line x1="0" x2="100%" y1="15.5" y2="15.5" stroke="var(--line)" />
      <rect
        width={width}
        height="15"
        fill={fill === "primary" ? "var(--accent)" : `url(#${prefix}${fill})`}
        stroke="var(--accent)"
        strokeWidth={percent > 0 ? 1.5 : 0}
      />
    </svg>
  );
}
