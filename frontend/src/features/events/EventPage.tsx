import { eventView, type EventView } from "@waybill/protocol/schemas/api/traceability";
import { useState, type ReactNode } from "react";
import { EventChip } from "../../entities/ChainChips.tsx";
import { useEventTitle } from "../../entities/EventWords.tsx";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { WrittenTimeText } from "../../entities/Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { eventHashOfId, shortHex } from "../../lib/short.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { EventFields } from "./EventFields.tsx";
import { ExactJson } from "./ExactJson.tsx";
import { Profiles } from "./Profiles.tsx";
import { StatementCard } from "./StatementCard.tsx";

interface EventPageProps {
  eventHash: string;
  /** Draws what can be done with the proof of one statement. */
  renderProof: (commitment: string) => ReactNode;
}

/** One event: what it says, who said it, the exact text, and the proof of each statement. */
export function EventPage({ eventHash, renderProof }: EventPageProps) {
  return (
    <Fetched
      queryKey={keys.event(eventHash)}
      path={`/api/events/${encodeURIComponent(eventHash)}`}
      schema={eventView}
      missing={<T id="event.missing" values={{ hash: shortHex(eventHash) }} />}
    >
      {(event) => <EventDetails event={event} renderProof={renderProof} />}
    </Fetched>
  );
}

function EventDetails({ event, renderProof }: { event: EventView; renderProof: EventPageProps["renderProof"] }) {
  const t = useText();
  const title = useEventTitle();
  const [tab, setTab] = useState("0");
  const first = event.statements[0];
  if (first === undefined) return <T id="list.empty" />;
  const author = (index: number) => event.statements[index]?.author.name ?? shortHex(event.statements[index]?.author.account ?? "");
  return (
    <>
      <PageTitle eyebrow={<T id="event.eyebrow" />} title={title(first)}>
        <WrittenTimeText time={first.eventTime} />
      </PageTitle>
      <Facts>
        <Fact name={<T id="event.id" />}>
          <EventChip eventId={event.eventId} />
        </Fact>
        {first.declaredEventId !== null && first.declaredEventId !== event.eventId && (
          <Fact name={<T id="event.declared-id" />}>
            <code className="font-mono text-sm break-all">{first.declaredEventId}</code>
          </Fact>
        )}
        <EventFields statement={first} />
      </Facts>
      <p className="mt-6">
        <ButtonLink size="small" href={withQuery("/supplier/recalls/new", { event: eventHashOfId(event.eventId) })}>
          <T id="recalls.of-this" />
        </ButtonLink>
      </p>
      <Section
        id="statements"
        title={<T id="event.statements" values={{ count: event.statements.length }} />}
        intro={<T id="event.statements.intro" />}
      >
        <div className="space-y-4">
          {event.statements.map((statement) => (
            <StatementCard key={statement.commitment} statement={statement} proof={renderProof(statement.commitment)} />
          ))}
        </div>
      </Section>
      <Profiles profiles={event.profiles} />
      <Section id="document" title={<T id="event.document" />} intro={<T id="event.document.intro" />}>
        {event.documents.length === 1 ? (
          <ExactJson document={event.documents[0] ?? {}} />
        ) : (
          <Tabs
            label={t("event.document")}
            value={tab}
            onValueChange={setTab}
            tabs={event.documents.map((document, index) => ({
              value: String(index),
              label: author(index),
              content: <ExactJson document={document} />,
            }))}
          />
        )}
      </Section>
    </>
  );
}
