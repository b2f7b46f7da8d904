import { lazy, Suspense, useCallback, useState, type ComponentProps } from "react";
import { JourneyPage } from "../../features/journey/JourneyPage.tsx";
import { NOT_CHECKED, type CheckResult } from "../../lib/check-result.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { ReportSection } from "./ReportSection.tsx";

const LazyCheck = lazy(async () => ({ default: await (await import("./load-check.tsx")).loadCheck() }));

/** The journey and its check. The checker is loaded only when it is asked for. */
export function ProductPage({ path, loaded, drawn }: Pick<ComponentProps<typeof JourneyPage>, "path" | "loaded" | "drawn">) {
  const [result, setResult] = useState<CheckResult>(NOT_CHECKED);
  const [opened, setOpened] = useState<"no" | "to-choose" | "to-run">("no");
  const open = useCallback((how: "to-choose" | "to-run") => {
    setOpened((before) => (before === "no" ? how : before));
    requestAnimationFrame(() => document.getElementById("check")?.scrollIntoView({ block: "start" }));
  }, []);
  return (
    <JourneyPage
      path={path}
      loaded={loaded}
      drawn={drawn}
      check={result}
      onCheck={() => open("to-run")}
      renderReport={(subject) => <ReportSection subject={subject} />}
      renderCheck={(subject) => (
        <Section
          id="check"
          className="no-print needs-script mt-12 scroll-mt-4"
          title={<T id="journey.check.title" />}
          intro={<T id="journey.check.intro" />}
        >
          {opened === "no" ? (
            <div className="flex flex-wrap gap-3">
              <Button look="primary" onClick={() => open("to-run")}>
                <T id="journey.check" />
              </Button>
              <Button onClick={() => open("to-choose")}>
                <T id="journey.check.choose" />
              </Button>
            </div>
          ) : (
            <Suspense
              fallback={
                <p role="status" className="flex items-center gap-2.5">
                  <Spinner /> <T id="journey.check.loading" />
                </p>
              }
            >
              <LazyCheck subject={subject} autoStart={opened === "to-run"} onResult={setResult} />
            </Suspense>
          )}
        </Section>
      )}
    />
  );
}
