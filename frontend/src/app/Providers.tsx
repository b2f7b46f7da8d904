import type { ReactNode } from "react";
import { IntlProvider } from "react-intl";
import type { Messages } from "../lib/i18n/load-messages.ts";
import type { Locale } from "../lib/i18n/locale.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

interface ProvidersProps {
  locale: Locale;
  messages: Messages;
  children: ReactNode;
}

/** What every page stands in: a language, and a last resort when a page throws. */
export function Providers({ locale, messages, children }: ProvidersProps) {
  return (
    <IntlProvider locale={locale === "en-XA" ? "en" : locale} defaultLocale="en" messages={messages}>
      <ErrorBoundary>{children}</ErrorBoundary>
    </IntlProvider>
  );
}
