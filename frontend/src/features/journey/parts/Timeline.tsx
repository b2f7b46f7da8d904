import { useMemo, useState } from "react";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { cn } from "../../../lib/class-names.ts";
import { Section } from "../../../ui/Card.tsx";
import type { CheckedDocuments, CheckResult } from "../../../lib/check-result.ts";
import type { StoryEvent } from "../model/story.ts";
import { TimelineEntry } from "./TimelineEntry.tsx";

interface TimelineProps {
  events: readonly StoryEvent[];
  kind: string;
  check: CheckResult;
  documents: CheckedDocuments;
  /** When the journey was fetched. */
  now: Date;
}

/** Everything reported, grouped by the day on which it is said to have happened. */
export function Timeline({ events, kind, check, documents, now }: TimelineProps) {
  const [onlyDirect, setOnlyDirect] = useState(false);
  const days = useMemo(() => daysOf(events, onlyDirect), [events, onlyDirect]);
  const mixed = events.some(({ isDirect }) => !isDirect) && events.some(({ isDirect }) => isDirect);
  return (
    <Section
      id="journey"
      title={<T id="journey.timeline" />}
      intro={<T id="journey.timeline.intro" />}
      actions={mixed && <Filter onlyDirect={onlyDirect} onChange={setOnlyDirect} kind={kind} />}
    >
      <ol className="space-y-8">
        {days.map(({ day, entries }) => (
          <li key={day}>
            <h3 className="mb-3 text-lg">
              <WrittenTimeText time={entries[0]?.event.first.eventTime ?? day} dateOnly />
            </h3>
            <ol className="border-l-2 border-line">
              {entries.map(({ event, number }) => (
                <TimelineEntry key={event.first.commitment} event={event} number={number} check={check} documents={documents} now={now} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface Day {
  day: string;
  entries: { event: StoryEvent; number: number }[];
}

/** Days by the clock of the place, in order; numbers count the whole journey, so that links to them hold under any filter. */
function daysOf(events: readonly StoryEvent[], onlyDirect: boolean): Day[] {
  const days: Day[] = [];
  for (const [index, event] of events.entries()) {
    if (onlyDirect && !event.isDirect) continue;
    const day = event.first.eventTime.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push({ event, number: index + 1 });
    else days.push({ day, entries: [{ event, number: index + 1 }] });
  }
  return days;
}

function Filter({ onlyDirect, onChange, kind }: { onlyDirect: boolean; onChange: (value: boolean) => void; kind: string }) {
  const t = useText();
  const choice =
    "min-h-9 rounded-md px-3 text-sm font-medium text-muted aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-sm";
  return (
    <div role="group" aria-label={t("journey.timeline.filter")} className="no-print inline-flex rounded-lg bg-sunken p-1">
      <button type="button" aria-pressed={!onlyDirect} onClick={() => onChange(false)} className={cn(choice)}>
        <T id="journey.timeline.all" />
      </button>
      <button type="button" aria-pressed={onlyDirect} onClick={() => onChange(true)} className={cn(choice)}>
        <T id="journey.timeline.direct" values={{ kind }} />
      </button>
    </div>
  );
}
