import { T } from "../../lib/i18n/text.tsx";

export function Brand() {
  return (
    <a href="/" className="inline-flex min-h-9 items-center gap-2.5 text-ink no-underline">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M7 10.5l3.6 11L16 12l5.4 9.5 3.6-11"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="font-serif text-xl font-semibold">
        <T id="app.name" />
      </span>
    </a>
  );
}
