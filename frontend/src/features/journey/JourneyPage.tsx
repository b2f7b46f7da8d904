import { lazy, Suspense, useCallback, useEffect, type ReactNode } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { readSubject, subjectOfPath } from "../../lib/subject.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Skeleton } from "../../ui/Progress.tsx";
import { JourneyContent, LazyErased, type ServerDrawnParts } from "./JourneyContent.tsx";
import { loadJourney, type LoadedJourney } from "./load-journey.ts";
import { NOT_CHECKED, type CheckResult } from "../../lib/check-result.ts";
import { PageHead } from "./parts/PageHead.tsx";

/** Rarely seen, and never on a page that has a verdict: fetched when needed. */
const BadCode = lazy(async () => ({ default: (await import("./parts/EmptyStates.tsx")).BadCode }));
const HeldUnit = lazy(async () => ({ default: (await import("./parts/HeldUnit.tsx")).HeldUnit }));
const NothingReported = lazy(async () => ({ default: (await import("./parts/EmptyStates.tsx")).NothingReported }));
const WhichOne = lazy(async () => ({ default: (await import("./parts/EmptyStates.tsx")).WhichOne }));

interface JourneyPageProps {
  /** `/01/{gtin}/10/{lot}`, `/01/{gtin}/21/{serial}`, `/00/{sscc}` or `/01/{gtin}`. */
  path: string;
  /** The journey that came with the page. */
  loaded?: LoadedJourney;
  /** What only a server draws; see JourneyContent. */
  drawn?: ServerDrawnParts;
  check?: CheckResult;
  onCheck: () => void;
  /** Draws the part that checks this subject. */
  renderCheck: (subject: string) => ReactNode;
  /** Draws the way to those who answer for this subject. */
  renderReport: (subject: string) => ReactNode;
}

/** Title of a product's page. */
export function titleOf(subject: string, productName: string | null): string {
  const { key, value } = readSubject(subject);
  return `${[productName, value || key].filter(Boolean).join(", ")} · Waybill`;
}

/** What has been said about one lot, serial or pallet: open to anybody, without wallet or login. */
export function JourneyPage({ path, ...rest }: JourneyPageProps) {
  const subject = subjectOfPath(path);
  if (subject === null) {
    return (
      <Suspense>
        <BadCode />
      </Suspense>
    );
  }
  const name = readSubject(subject);
  if (name.kind === "product") {
    return (
      <>
        <PageHead name={name} subject={subject} product={null} />
        <Suspense>
          <WhichOne name={name} />
        </Suspense>
      </>
    );
  }
  return <SubjectJourney subject={subject} {...rest} />;
}

type SubjectJourneyProps = Omit<JourneyPageProps, "path"> & { subject: string };

function SubjectJourney({ subject, loaded, drawn, check = NOT_CHECKED, onCheck, renderCheck, renderReport }: SubjectJourneyProps) {
  const t = useText();
  const { status, data, error, reload } = useLoaded(
    useCallback((signal: AbortSignal) => loadJourney(subject, signal), [subject]),
    loaded,
  );
  const name = readSubject(subject);
  const title = titleOf(subject, data?.journey.product?.name ?? null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (data !== undefined && data.journey.statements.length > 0) {
    return (
      <JourneyContent
        loaded={data}
        drawn={drawn}
        isStale={status === "failed"}
        check={check}
        onCheck={onCheck}
        checkSection={renderCheck(subject)}
        reportSection={renderReport(subject)}
      />
    );
  }
  const custody = data?.journey.custody ?? [];
  return (
    <>
      <PageHead name={name} subject={subject} product={data?.journey.product ?? null} />
      <div className="mt-8">
        {status === "loading" && <Skeleton lines={5} label={t("journey.loading")} />}
        {status === "failed" && !isNotFound(error) && <LoadFailure error={error} onRetry={reload} />}
      </div>
      <Suspense>
        {data !== undefined && data.journey.erased.length > 0 && <LazyErased journey={data.journey} />}
        {custody.length > 0 && <HeldUnit custody={custody} />}
        {(status === "ready" || isNotFound(error)) && custody.length === 0 && <NothingReported subject={subject} />}
      </Suspense>
    </>
  );
}
