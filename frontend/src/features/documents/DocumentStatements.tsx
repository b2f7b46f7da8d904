import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { EventChip } from "../../entities/ChainChips.tsx";
import { useEventTitle } from "../../entities/EventWords.tsx";
import { AuthorshipMark, StateMark } from "../../entities/Marks.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";

const statements = pageOf(statementView);

/** The newest statements that point at a document, by its content id or by the link that the reader has. */
export function useDocumentStatements({ cid, link }: { cid: string; link: string | null }) {
  return useQuery({
    queryKey: keys.documentStatements(cid, link),
    queryFn: ({ signal }) => getJson(`/api/documents/${encodeURIComponent(cid)}/statements`, statements, { query: { link }, signal }),
  });
}

export function DocumentStatements(document: { cid: string; link: string | null }) {
  const title = useEventTitle();
  const { data, isError } = useDocumentStatements(document);
  return (
    <Section id="statements" title={<T id="document.statements" />} intro={<T id="document.statements.intro" />}>
      {isError && <Callout tone="unknown" title={<T id="document.list.failed" />} />}
      {data?.items.length === 0 && (
        <p className="text-muted">
          <T id="document.statements.none" />
        </p>
      )}
      <ul className="space-y-3">
        {data?.items.map((statement) => (
          <li
            key={statement.commitment}
            className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-line bg-surface p-3"
          >
            <span className="font-medium">{title(statement)}</span>
            <PartyChip party={statement.author} />
            <AuthorshipMark authorship={statement.authorship} plain />
            <StateMark state={statement.state} plain />
            <EventChip eventId={statement.eventId} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
