import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import type { ConsoleGroup } from "../../entities/console/pages.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Brand } from "./Brand.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";

interface ConsoleShellProps {
  path: string;
  /** What whoever is signed in may see; none while nobody is. */
  groups: readonly ConsoleGroup[];
  /** At the end of the bar. */
  actions?: ReactNode;
  children: ReactNode;
}

/** For whoever runs an installation: many pages, so they stand beside each other at the side, and fold away on small screens. */
export function ConsoleShell({ path, groups, actions, children }: ConsoleShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="no-print sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-80 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        <T id="app.skip" />
      </a>
      <header className="border-b border-line">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
          <Brand />
          <a href="/admin" className="text-muted no-underline hover:text-ink" aria-current={path === "/admin" ? "page" : undefined}>
            <T id="console.title" />
          </a>
          <div className="ml-auto flex flex-wrap items-center gap-2">
            {actions}
            <ThemeToggle />
          </div>
        </div>
      </header>
      <div className="flex flex-1 flex-col lg:flex-row">
        {groups.length > 0 && (
          <>
            <details className="no-print border-b border-line lg:hidden">
              <summary className="flex min-h-11 items-center gap-2 px-5 font-medium">
                <Menu aria-hidden className="size-5" />
                <T id="console.nav" />
              </summary>
              <Pages path={path} groups={groups} />
            </details>
            <div className="no-print hidden w-60 shrink-0 border-r border-line lg:block">
              <Pages path={path} groups={groups} />
            </div>
          </>
        )}
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-5 pt-8 pb-20 outline-none lg:px-8">
          <div className="mx-auto max-w-6xl">{children}</div>
        </main>
      </div>
    </div>
  );
}

function Pages({ path, groups }: Pick<ConsoleShellProps, "path" | "groups">) {
  const t = useText();
  return (
    <nav aria-label={t("nav.main")} className="space-y-5 px-3 py-4">
      {groups.map(({ group, pages }) => (
        <div key={group}>
          <p className="px-2 text-sm text-muted">
            <T id={group} />
          </p>
          <ul className="mt-1">
            {pages.map(({ href, label }) => (
              <li key={href}>
                <a
                  href={href}
                  aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
                  className="flex min-h-9 items-center rounded-md px-2 no-underline hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold"
                >
                  <T id={label} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
