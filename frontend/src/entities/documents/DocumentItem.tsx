import type { LinkedDocument } from "@waybill/protocol/schemas/api/documents";
import { FileText } from "lucide-react";
import { useEffect } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { CheckOutcome } from "./CheckOutcome.tsx";
import { documentHref, useTypeAndSize, VisibilityMark } from "./DocumentFacts.tsx";
import { useDocumentCheck } from "./use-document-check.ts";

interface DocumentItemProps {
  linked: LinkedDocument;
  /** Told what the check of the document with this link found. */
  onChecked?: (link: string, status: "passed" | "failed") => void;
}

/** A document that an event points at: what it is, and for a public one the check in this browser. */
export function DocumentItem({ linked: { link, document }, onChecked }: DocumentItemProps) {
  const text = useText();
  const typeAndSize = useTypeAndSize();
  const { state, run } = useDocumentCheck({ cid: document?.cid ?? "", link });
  const { status } = state;
  useEffect(() => {
    if (status === "passed" || status === "failed") onChecked?.(link, status);
  }, [link, status, onChecked]);
  const name = document?.name ?? text("document.unnamed");
  return (
    <li className="space-y-2 rounded-lg border border-line bg-surface p-3 text-[0.95rem]">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
        {document === null ? (
          <>
            <code className="min-w-0 font-mono text-sm break-all">{link}</code>
            <StatusMark tone="unknown" plain>
              <T id="document.elsewhere" />
            </StatusMark>
          </>
        ) : (
          <>
            <a className="link min-w-0 font-medium break-words" href={documentHref(document.cid, link)}>
              {name}
            </a>
            <span className="text-sm text-muted">{typeAndSize(document)}</span>
            <VisibilityMark document={document} />
          </>
        )}
        {document?.visibility === "public" && state.status === "idle" && (
          <Button size="small" className="ml-auto" onClick={() => void run()}>
            <T id="document.check" />
            <span className="sr-only">{name}</span>
          </Button>
        )}
      </div>
      <CheckOutcome state={state} name={name} namedBy="statement" />
    </li>
  );
}
