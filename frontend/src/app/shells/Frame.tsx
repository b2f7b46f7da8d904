import type { ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { cn } from "../../lib/class-names.ts";
import { Brand } from "./Brand.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";

export interface NavItem {
  href: string;
  label: ReactNode;
  current?: boolean;
}

interface FrameProps {
  nav: readonly NavItem[];
  /** At the end of the bar, for example the wallet. */
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** The navigation is too long to stand beside the brand, and gets a line of its own. */
  longNav?: boolean;
}

/** Bar, page and foot: what all shells share. The bar scrolls away, so that it never covers what has the focus. */
export function Frame({ nav, actions, children, wide, longNav }: FrameProps) {
  const t = useText();
  const width = wide ? "max-w-6xl" : "max-w-4xl";
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="no-print sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-80 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        <T id="app.skip" />
      </a>
      <header className="border-b border-line">
        <div className={cn("mx-auto flex flex-wrap items-center gap-x-6 gap-y-1 px-5 py-3", width)}>
          <Brand />
          <div className={cn("ml-auto flex items-center gap-2", !longNav && "sm:order-last sm:ml-0")}>
            {actions}
            <ThemeToggle />
          </div>
          <nav aria-label={t("nav.main")} className={cn("-mx-2 w-full", !longNav && "sm:mx-0 sm:ml-auto sm:w-auto")}>
            <ul className="flex flex-wrap gap-x-1">
              {nav.map(({ href, label, current }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={current ? "page" : undefined}
                    className="inline-flex min-h-9 items-center rounded-md px-2 text-[0.95rem] text-muted no-underline hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8"
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={cn("mx-auto w-full flex-1 px-5 pt-8 pb-20 outline-none sm:pt-12", width)}>
        {children}
      </main>
      <footer className="border-t border-line text-sm text-muted">
        <div className={cn("mx-auto flex flex-wrap items-baseline justify-between gap-x-8 gap-y-3 px-5 py-6", width)}>
          <p className="max-w-xl">
            <T id="app.footer" />
          </p>
          <ul className="no-print flex flex-wrap gap-x-5 gap-y-2">
            <li>
              <a className="link inline-block py-0.5" href="/verify">
                <T id="app.footer.verify" />
              </a>
            </li>
            <li>
              <a className="link inline-block py-0.5" href="/chain">
                <T id="app.footer.chain" />
              </a>
            </li>
            <li>
              <a className="link inline-block py-0.5" href="/api/docs">
                <T id="app.footer.api" />
              </a>
            </li>
          </ul>
        </div>
      </footer>
    </div>
  );
}
