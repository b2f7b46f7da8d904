import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { FileText, X } from "lucide-react";
import { AttachDocument } from "../../../entities/documents/AttachDocument.tsx";
import { VisibilityMark } from "../../../entities/documents/DocumentFacts.tsx";
import { useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { DocumentLine } from "../model/draft.ts";

interface DocumentsFieldProps {
  lines: readonly DocumentLine[];
  onChange: (lines: DocumentLine[]) => void;
  chain: SigningChain;
  account: Address | null;
}

/** What proves it: certificates, photos, reports. They are kept when they are attached; the event only names them. */
export function DocumentsField({ lines, onChange, chain, account }: DocumentsFieldProps) {
  const text = useText();
  return (
    <div className="space-y-4">
      {lines.length > 0 && (
        <ul className="space-y-2">
          {lines.map(({ link, name, visibility }) => (
            <li key={link} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-3 py-1.5">
              <FileText aria-hidden className="size-4 shrink-0 text-muted" />
              <span className="min-w-0 font-medium break-words">{name}</span>
              <VisibilityMark document={{ visibility, erasedAt: null }} />
              <Button
                look="quiet"
                size="icon"
                className="ml-auto"
                aria-label={text("compose.document.remove", { name })}
                onClick={() => onChange(lines.filter((line) => line.link !== link))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AttachDocument
        chain={chain}
        account={account}
        onAttached={({ document: { link, name, visibility } }) => {
          if (link !== null && !lines.some((line) => line.link === link)) onChange([...lines, { link, name: name ?? "", visibility }]);
        }}
      />
    </div>
  );
}
