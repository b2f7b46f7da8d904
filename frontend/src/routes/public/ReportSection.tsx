import { lazy, Suspense, useState } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { loadMessages } from "../../lib/i18n/load-messages.ts";
import { currentLocale } from "../../lib/i18n/locale.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** The forms with the texts they need; fetched when somebody wants one. */
const LazyReport = lazy(async () => {
  const [{ ReportForm }, { ReportLookup }, messages] = await Promise.all([
    import("../../features/report/ReportForm.tsx"),
    import("../../features/report/ReportLookup.tsx"),
    loadMessages(currentLocale(), "all"),
  ]);
  return {
    default: function ReportWithTexts({ subject, way }: { subject: string; way: "report" | "read" }) {
      return (
        <IntlProvider locale={useIntl().locale} messages={messages}>
          {way === "report" ? <ReportForm subject={subject} /> : <ReportLookup />}
        </IntlProvider>
      );
    },
  };
});

/** A way to those who answer for the goods: telling them what is wrong, and reading what they say. */
export function ReportSection({ subject }: { subject: string }) {
  const [way, setWay] = useState<"report" | "read" | null>(null);
  return (
    <Section id="report" className="no-print needs-script mt-12" title={<T id="report.title" />} intro={<T id="report.intro" />}>
      <div className="mb-4 flex flex-wrap gap-3">
        <Button aria-pressed={way === "report"} onClick={() => setWay("report")}>
          <T id="report.open" />
        </Button>
        <Button look="quiet" aria-pressed={way === "read"} onClick={() => setWay("read")}>
          <T id="report.open-read" />
        </Button>
      </div>
      {way !== null && (
        <Suspense fallback={<Spinner />}>
          <LazyReport subject={subject} way={way} />
        </Suspense>
      )}
    </Section>
  );
}
