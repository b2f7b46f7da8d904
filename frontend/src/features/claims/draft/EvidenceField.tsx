import { useQuery, useQueryClient } from "@tanstack/react-query";
import { documentView } from "@waybill/protocol/schemas/api/documents";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import type { ReactNode } from "react";
import { AttachDocument } from "../../../entities/documents/AttachDocument.tsx";
import { useTypeAndSize, VisibilityMark } from "../../../entities/documents/DocumentFacts.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { getJson } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { rememberedName } from "../../../lib/documents/names.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { StatusShape } from "../../../ui/StatusMark.tsx";

const documents = pageOf(documentView);
/** The newest; a claim takes no more than twenty. */
const SHOWN = 50;

interface EvidenceFieldProps {
  account: Address;
  chain: SigningChain;
  /** Content ids. */
  chosen: readonly string[];
  error: ReactNode;
  /** Takes one in or out of what is chosen by then. */
  onChoose: (cid: string, isChosen: boolean) => void;
}

/** The documents that the verifier decides by: some that are kept already, or brought now. */
export function EvidenceField({ account, chain, chosen, error, onChoose }: EvidenceFieldProps) {
  const text = useText();
  const client = useQueryClient();
  const typeAndSize = useTypeAndSize();
  const {
    data,
    error: failure,
    refetch,
  } = useQuery({
    queryKey: keys.documentsOf(account),
    queryFn: ({ signal }) => getJson("/api/documents", documents, { query: { account, limit: SHOWN }, signal }),
  });
  const kept = (data?.items ?? []).filter(({ erasedAt }) => erasedAt === null);
  return (
    <section aria-labelledby="evidence-title" className="space-y-4">
      <div>
        <h2 id="evidence-title" className="text-2xl">
          <T id="claims.evidence" />
        </h2>
        <p className="mt-1 text-muted">
          <T id="claims.new.evidence.intro" />
        </p>
      </div>
      {failure !== null && data === undefined && <LoadFailure error={failure} onRetry={() => void refetch()} />}
      {kept.length > 0 && (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {kept.map((document) => (
            <li key={document.cid}>
              <label className="flex min-h-12 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken">
                <input
                  type="checkbox"
                  className="size-4.5 accent-(--accent)"
                  checked={chosen.includes(document.cid)}
                  onChange={(event) => onChoose(document.cid, event.target.checked)}
                />
                <span className="font-medium break-all">{document.name ?? rememberedName(document.cid) ?? text("document.unnamed")}</span>
                <span className="text-sm text-muted">{typeAndSize(document)}</span>
                <VisibilityMark document={document} />
              </label>
            </li>
          ))}
        </ul>
      )}
      <AttachDocument
        {...{ account, chain }}
        onAttached={({ document }) => {
          void client.invalidateQueries({ queryKey: keys.documentsOf(account) });
          onChoose(document.cid, true);
        }}
      />
      {error && (
        <p role="alert" className="flex items-start gap-1.5 text-sm text-fail">
          <StatusShape tone="failed" className="mt-0.5 size-4" />
          <span>{error}</span>
        </p>
      )}
    </section>
  );
}
