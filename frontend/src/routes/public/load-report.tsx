import type { ComponentType } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { ReportForm } from "../../features/report/ReportForm.tsx";
import { ReportLookup } from "../../features/report/ReportLookup.tsx";
import { loadMessages } from "../../lib/i18n/load-messages.ts";
import { currentLocale } from "../../lib/i18n/locale.ts";

export interface ReportProps {
  subject: string;
  way: "report" | "read";
}

/** The forms with the texts they need; fetched when somebody wants one. */
export async function loadReport(): Promise<ComponentType<ReportProps>> {
  const messages = await loadMessages(currentLocale(), "all");
  return function ReportWithTexts({ subject, way }: ReportProps) {
    return (
      <IntlProvider locale={useIntl().locale} messages={messages}>
        {way === "report" ? <ReportForm subject={subject} /> : <ReportLookup />}
      </IntlProvider>
    );
  };
}
