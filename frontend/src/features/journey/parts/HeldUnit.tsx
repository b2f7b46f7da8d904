import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { useCallback } from "react";
import { useQuantityText } from "../../../entities/EventWords.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { UnexpectedAnswerError } from "../../../lib/api/errors.ts";
import { readJson, send } from "../../../lib/api/http.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { useLoaded } from "../../../lib/use-loaded.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { Custody } from "./Custody.tsx";

/** A unit whose holders are on chain, and about which no event was reported: who holds it, and what they signed to be inside. */
export function HeldUnit({ custody }: { custody: readonly CustodyView[] }) {
  return (
    <>
      <Callout tone="neutral" className="mt-8" title={<T id="journey.held.title" />}>
        <T id="journey.held.detail" />
      </Callout>
      <Custody custody={custody} />
      <Section id="contents" title={<T id="journey.held.contents" />} intro={<T id="journey.held.contents.intro" />}>
        {custody.map(({ unit }) => (
          <Contents key={unit} unit={unit} />
        ))}
      </Section>
    </>
  );
}

function Contents({ unit }: { unit: string }) {
  const t = useText();
  const quantityText = useQuantityText();
  const { status, data, error, reload } = useLoaded(useCallback((signal: AbortSignal) => loadContents(unit, signal), [unit]));
  if (data === undefined) {
    return status === "loading" ? <Skeleton lines={2} label={t("journey.held.loading")} /> : <LoadFailure error={error} onRetry={reload} />;
  }
  if (data.length === 0) {
    return (
      <p className="text-muted">
        <T id="journey.held.none" />
      </p>
    );
  }
  return (
    <ul className="space-y-2">
      {data.map(({ subject, quantity, uom }, index) => (
        <li key={index} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {quantity !== null && <span className="font-medium tabular-nums">{quantityText({ value: quantity, uom })}</span>}
          <SubjectChip subject={subject} />
        </li>
      ))}
    </ul>
  );
}

/** GET /api/custody/units/{unit}/contents; none when nobody told the list. Glanced at only, as `loadJourney` does. */
async function loadContents(unit: string, signal: AbortSignal): Promise<readonly ContentItem[]> {
  const path = `/api/custody/units/${unit}/contents`;
  const answer = (await readJson(path, await send(path, { signal }))) as { contents?: { items?: readonly ContentItem[] } | null } | null;
  if (answer?.contents === null) return [];
  if (!Array.isArray(answer?.contents?.items)) throw new UnexpectedAnswerError(path);
  return answer.contents.items;
}
