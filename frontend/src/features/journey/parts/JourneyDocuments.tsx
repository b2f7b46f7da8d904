import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import { useEffect, useState } from "react";
import { DocumentItem } from "../../../entities/documents/DocumentItem.tsx";
import { readJson, send, withQuery } from "../../../lib/api/http.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

interface JourneyDocumentsProps {
  subject: string;
  known?: readonly StatementDocument[];
  onChecked?: (link: string, status: "passed" | "failed") => void;
}

/** The documents that the journey's statements point at, each once; nothing when there are none. Those `known` are not fetched again. */
export function JourneyDocuments({ subject, known, onChecked }: JourneyDocumentsProps) {
  const documents = useJourneyDocuments(subject, known);
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
            <DocumentItem key={linked.link} linked={linked} onChecked={onChecked} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function useJourneyDocuments(subject: string, known?: readonly StatementDocument[]): readonly StatementDocument[] | "failed" | null {
  const [documents, setDocuments] = useState<readonly StatementDocument[] | "failed" | null>(known === undefined ? null : eachOnce(known));
  useEffect(() => {
    if (known !== undefined) return;
    const gone = new AbortController();
    fetchDocuments(subject, gone.signal)
      .then(setDocuments)
      .catch(() => gone.signal.aborted || setDocuments("failed"));
    return () => gone.abort();
  }, [subject, known]);
  return documents;
}

async function fetchDocuments(subject: string, signal: AbortSignal): Promise<StatementDocument[]> {
  const path = withQuery("/api/journeys/documents", { subject });
  const { items } = (await readJson(path, await send(path, { signal }))) as { items: StatementDocument[] };
  return eachOnce(items);
}

function eachOnce(items: readonly StatementDocument[]): StatementDocument[] {
  return [...new Map(items.map((item) => [item.link, item])).values()];
}
