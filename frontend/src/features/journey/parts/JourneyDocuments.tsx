import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import { useEffect, useState } from "react";
import { DocumentItem } from "../../../entities/documents/DocumentItem.tsx";
import { readJson, send, withQuery } from "../../../lib/api/http.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** The documents that the journey's statements point at, each once; nothing when there are none. */
export function JourneyDocuments({ subject }: { subject: string }) {
  const documents = useJourneyDocuments(subject);
  if (documents === null || (documents !== "failed" && documents.length === 0)) return null;
  return (
    <Section id="documents" title={<T id="journey.documents" />} intro={<T id="journey.documents.intro" />}>
      {documents === "failed" ? (
        <StatusMark tone="unknown">
          <T id="document.list.failed" />
        </StatusMark>
      ) : (
        <ul className="space-y-2">
          {documents.map((linked) => (
            <DocumentItem key={linked.link} linked={linked} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function useJourneyDocuments(subject: string): StatementDocument[] | "failed" | null {
  const [documents, setDocuments] = useState<StatementDocument[] | "failed" | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    fetchDocuments(subject, gone.signal)
      .then(setDocuments)
      .catch(() => gone.signal.aborted || setDocuments("failed"));
    return () => gone.abort();
  }, [subject]);
  return documents;
}

async function fetchDocuments(subject: string, signal: AbortSignal): Promise<StatementDocument[]> {
  const path = withQuery("/api/journeys/documents", { subject });
  const { items } = (await readJson(path, await send(path, { signal }))) as { items: StatementDocument[] };
  return [...new Map(items.map((item) => [item.link, item])).values()];
}
