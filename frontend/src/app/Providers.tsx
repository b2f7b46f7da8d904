import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { IntlProvider, type IntlConfig } from "react-intl";
import { createQueryClient } from "../lib/api/query-client.ts";
import type { Locale } from "../lib/i18n/locale.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

interface ProvidersProps {
  locale: Locale;
  messages: NonNullable<IntlConfig["messages"]>;
  children: ReactNode;
}

/** What every page stands in: language, fetched data, and a last resort when a page throws. */
export function Providers({ locale, messages, children }: ProvidersProps) {
  const [client] = useState(createQueryClient);
  return (
    <IntlProvider locale={locale === "en-XA" ? "en" : locale} defaultLocale="en" messages={messages}>
      <QueryClientProvider client={client}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </QueryClientProvider>
    </IntlProvider>
  );
}
