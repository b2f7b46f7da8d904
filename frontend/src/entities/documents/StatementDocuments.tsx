import { linkedDocument } from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { DocumentItem } from "./DocumentItem.tsx";

const linkedDocuments = pageOf(linkedDocument);

interface StatementDocumentsProps {
  commitment: string;
  title: ReactNode;
  /** Said when the statement points at none; nothing is drawn without it. */
  none?: ReactNode;
}

/** The documents that one statement points at. Most point at none, so it takes no room while it loads. */
export function StatementDocuments({ commitment, title, none }: StatementDocumentsProps) {
  const { data, isError } = useQuery({
    queryKey: keys.statementDocuments(commitment),
    queryFn: ({ signal }) => getJson(`/api/statements/${commitment}/documents`, linkedDocuments, { signal }),
  });
  const isEmpty = data !== undefined && data.items.length === 0;
  if ((data === undefined && !isError) || (isEmpty && none === undefined)) return null;
  return (
    <section className="mt-4">
      <h3 className="font-sans text-base font-semibold">{title}</h3>
      {isError && data === undefined && (
        <StatusMark tone="unknown" plain>
          <T id="document.list.failed" />
        </StatusMark>
      )}
      {isEmpty ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul className="mt-2 space-y-2">
          {data?.items.map((linked) => (
            <DocumentItem key={linked.link} linked={linked} />
          ))}
        </ul>
      )}
    </section>
  );
}
