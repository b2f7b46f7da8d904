import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { lazy, memo, Suspense, useCallback, useMemo, useState, type ComponentType, type ReactNode } from "react";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { readSubject } from "../../lib/subject.ts";
import { Callout } from "../../ui/Callout.tsx";
import type { LoadedJourney } from "./load-journey.ts";
import type { CheckedDocuments, CheckResult } from "../../lib/check-result.ts";
import type { BelowTheFoldProps } from "./BelowTheFold.tsx";
import { anchoredCount, eventsOf, keyFactsOf, partiesOf, stopsOf, voicesOf } from "./model/story.ts";
import { Findings } from "./parts/Findings.tsx";
import { KeyFacts, Voices } from "./parts/KeyFacts.tsx";
import { PageHead } from "./parts/PageHead.tsx";
import { Timeline } from "./parts/Timeline.tsx";
import { ServerDrawn } from "./parts/ServerDrawn.tsx";
import { isNear, WhenNear } from "./parts/WhenNear.tsx";
import { VerdictPanel, type RecordsSummary } from "./parts/VerdictPanel.tsx";

const LazyBelowTheFold = lazy(async () => {
  await isNear;
  return { default: (await import("./BelowTheFold.tsx")).BelowTheFold };
});
export const LazyErased = lazy(async () => ({ default: (await import("./parts/Erased.tsx")).Erased }));

const LazyRecalled = lazy(async () => ({ default: (await import("./parts/Recalled.tsx")).Recalled }));

/** What the server brings along for its drawing. */
export interface ServerDrawnParts {
  /** The parts that a browser fetches when it needs them. */
  BelowTheFold: ComponentType<BelowTheFoldProps>;
  Erased: ComponentType<NoticeProps>;
  Recalled: ComponentType<NoticeProps>;
  /** How to repeat the check elsewhere: drawn by the server only, so that no script comes along for it. */
  repeat: ReactNode;
}

type NoticeProps = { journey: JourneyView };

interface JourneyContentProps {
  loaded: LoadedJourney;
  drawn?: ServerDrawnParts;
  /** The last attempt to refresh failed. */
  isStale: boolean;
  check: CheckResult;
  onCheck: () => void;
  /** The part that checks; drawn between findings and details. */
  checkSection: ReactNode;
  /** The part that reports problems; drawn at the end. */
  reportSection: ReactNode;
}

/** The whole page of a subject that has been reported about. */
export function JourneyContent({ loaded, drawn, isStale, check, onCheck, checkSection, reportSection }: JourneyContentProps) {
  const { journey } = loaded;
  const name = readSubject(journey.subject);
  const events = useMemo(() => eventsOf(journey), [journey]);
  const stops = useMemo(() => stopsOf(events), [events]);
  const numbers = useMemo(
    () => new Map(events.flatMap(({ statements }, index) => statements.map(({ commitment }) => [commitment as string, index + 1]))),
    [events],
  );
  const fileName = `${name.key}${name.value && `-${name.value}`}`;
  const [checkedDocuments, setCheckedDocuments] = useState<CheckedDocuments>(new Map());
  const onChecked = useCallback(
    (link: string, status: "passed" | "failed") => setCheckedDocuments((before) => new Map(before).set(link, status)),
    [],
  );
  const unlike = check.phase === "done" ? journey.statements.filter((shown) => !check.isSaid(shown)).length : 0;
  return (
    <article>
      {journey.recalls.length > 0 && <Notice of={drawn?.Recalled ?? LazyRecalled} journey={journey} first={RECALLED} />}
      <PageHead name={name} subject={journey.subject} product={journey.product} />
      {isStale && (
        <Callout
          tone="unknown"
          className="mt-6"
          title={<T id="journey.stale" values={{ time: <RelativeTime time={loaded.fetchedAt} /> }} />}
          live
        />
      )}
      <VerdictPanel summary={summaryOf(journey, events.length)} events={events} check={check} unlike={unlike} onCheck={onCheck} />
      <KeyFacts facts={keyFactsOf(events)} />
      <Voices voices={voicesOf(journey.statements)} />
      {journey.truncated && <Callout tone="unknown" className="mt-8" title={<T id="journey.truncated" />} />}
      {journey.erased.length > 0 && <Notice of={drawn?.Erased ?? LazyErased} journey={journey} />}
      <Findings findings={journey.findings} numberOf={(commitment) => numbers.get(commitment) ?? null} />
      {checkSection}
      <Timeline events={events} kind={name.kind} check={check} documents={checkedDocuments} now={new Date(loaded.fetchedAt)} />
      <WhenNear
        of={drawn?.BelowTheFold ?? LazyBelowTheFold}
        {...{ journey, events, stops, fileName, onChecked }}
        documents={loaded.documents}
        footprint={loaded.footprint}
      />
      {reportSection}
      <ServerDrawn>{drawn?.repeat}</ServerDrawn>
    </article>
  );
}

/** Does not change with the page around it: see WhenNear. */
const Notice = memo(function Notice({ of: Part, journey, first }: NoticeProps & { of: ComponentType<NoticeProps>; first?: ReactNode }) {
  return (
    <Suspense fallback={first}>
      <Part journey={journey} />
    </Suspense>
  );
});

/** Does not wait for the rest of the notice. */
const RECALLED = <Callout tone="failed" title={<T id="journey.recalled" />} />;

function summaryOf(journey: JourneyView, events: number): RecordsSummary {
  const { statements, findings } = journey;
  return {
    events,
    statements: statements.length,
    parties: partiesOf(statements).length,
    signed: statements.filter(({ authorship }) => authorship === "signed").length,
    anchored: anchoredCount(statements).anchored,
    contradictions: findings.filter(({ severity }) => severity === "contradiction").length,
    gaps: findings.filter(({ severity }) => severity === "gap").length,
  };
}
