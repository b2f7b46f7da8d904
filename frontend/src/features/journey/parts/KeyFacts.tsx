import type { ReactNode } from "react";
import { useEventTitle } from "../../../entities/EventWords.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import type { KeyFacts as Facts, StoryEvent, Voice } from "../model/story.ts";
import { placeName } from "./place-name.ts";

/** Where from, where last seen, what changed last; each with who says so. */
export function KeyFacts({ facts }: { facts: Facts }) {
  const t = useText();
  const title = useEventTitle();
  const place = (event: StoryEvent) => placeName(t, event.first.place);
  return (
    <dl className="mt-8 grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-3">
      <Fact name={<T id="journey.facts.origin" />} event={facts.origin} value={place} />
      <Fact name={<T id="journey.facts.last-seen" />} event={facts.lastSeen} value={place} />
      <Fact name={<T id="journey.facts.last-change" />} event={facts.lastChange} value={(event) => title(event.first)} />
    </dl>
  );
}

function Fact({ name, event, value }: { name: ReactNode; event: StoryEvent | null; value: (event: StoryEvent) => string }) {
  return (
    <div className="bg-surface p-4 sm:p-5">
      <dt className="eyebrow">{name}</dt>
      {event === null ? (
        <dd className="mt-1.5 text-lg text-muted">
          <T id="journey.facts.none" />
        </dd>
      ) : (
        <dd className="mt-1.5">
          <span className="block font-serif text-xl leading-snug">{value(event)}</span>
          <span className="mt-1 block text-sm">
            <WrittenTimeText time={event.first.eventTime} dateOnly />
          </span>
          <span className="mt-1.5 block text-sm text-muted">
            <T id="journey.facts.says" values={{ party: <PartyChip party={event.first.author} /> }} />
          </span>
        </dd>
      )}
    </div>
  );
}

/** Every organisation that speaks on this page, and how. */
export function Voices({ voices }: { voices: readonly Voice[] }) {
  return (
    <div className="mt-8">
      <h2 className="eyebrow font-sans">
        <T id="journey.voices" />
      </h2>
      <ul className="mt-2.5 flex flex-wrap gap-x-6 gap-y-2">
        {voices.map(({ party, signed, claimed }) => (
          <li key={party.account} className="flex flex-wrap items-center gap-2 text-sm">
            <PartyChip party={party} />
            <span className="text-muted">
              {signed > 0 && <T id="journey.voices.signed" values={{ count: signed }} />}
              {signed > 0 && claimed > 0 && ", "}
              {claimed > 0 && <T id="journey.voices.claimed" values={{ count: claimed }} />}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
