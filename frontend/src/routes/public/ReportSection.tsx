import { lazy, Suspense, useState } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { Spinner } from "../../ui/Progress.tsx";

const LazyReport = lazy(async () => ({ default: await (await import("./load-report.tsx")).loadReport() }));

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
