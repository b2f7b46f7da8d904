import { useCallback, useEffect, type ReactNode } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { readSubject, subjectOfPath } from "../../lib/subject.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Skeleton } from "../../ui/Progress.tsx";
import { JourneyContent } from "./JourneyContent.tsx";
import { loadJourney } from "./load-journey.ts";
import { NOT_CHECKED, type CheckResult } from "../../lib/check-result.ts";
import { BadCode, NothingReported, WhichOne } from "./parts/EmptyStates.tsx";
import { PageHead } from "./parts/PageHead.tsx";

interface JourneyPageProps {
  /** `/01/{gtin}/10/{lot}`, `/01/{gtin}/21/{serial}`, `/00/{sscc}` or `/01/{gtin}`. */
  path: string;
  check?: CheckResult;
  onCheck: () => void;
  /** Draws the part that checks this subject. */
  renderCheck: (subject: string) => ReactNode;
}

/** What has been said about one lot, serial or pallet: open to anybody, without wallet or login. */
export function JourneyPage({ path, ...rest }: JourneyPageProps) {
  const subject = subjectOfPath(path);
  if (subject === null) return <BadCode />;
  const name = readSubject(subject);
  if (name.kind === "product") {
    return (
      <>
        <PageHead name={name} subject={subject} product={null} />
        <WhichOne name={name} />
      </>
    );
  }
  return <SubjectJourney subject={subject} {...rest} />;
}

function SubjectJourney({ subject, check = NOT_CHECKED, onCheck, renderCheck }: Omit<JourneyPageProps, "path"> & { subject: string }) {
  const t = useText();
  const { status, data, error, reload } = useLoaded(useCallback((signal: AbortSignal) => loadJourney(subject, signal), [subject]));
  const name = readSubject(subject);
  const title = data?.journey.product?.name ?? null;
  useEffect(() => {
    document.title = `${[title, name.value || name.key].filter(Boolean).join(", ")} · Waybill`;
  }, [title, name.value, name.key]);
  if (data !== undefined && data.journey.statements.length > 0) {
    return (
      <JourneyContent loaded={data} isStale={status === "failed"} check={check} onCheck={onCheck} checkSection={renderCheck(subject)} />
    );
  }
  return (
    <>
      <PageHead name={name} subject={subject} product={data?.journey.product ?? null} />
      <div className="mt-8">
        {status === "loading" && <Skeleton lines={5} label={t("journey.loading")} />}
        {status === "failed" && !isNotFound(error) && <LoadFailure error={error} onRetry={reload} />}
      </div>
      {(status === "ready" || isNotFound(error)) && <NothingReported subject={subject} />}
    </>
  );
}
