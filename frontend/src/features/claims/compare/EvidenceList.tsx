import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import { DocumentItem } from "../../../entities/documents/DocumentItem.tsx";
import { rememberedName } from "../../../lib/documents/names.ts";
import { useText } from "../../../lib/i18n/text.tsx";

/**
 * The documents that the claim rests on, by name; public ones can be checked here, byte for byte. Names of private ones are their owner's to
 * tell, so whoever does not know them reads a number.
 */
export function EvidenceList({ documents }: { documents: readonly DocumentView[] }) {
  const text = useText();
  return (
    <ul className="space-y-3">
      {documents.map((document, index) => {
        const name = document.name ?? rememberedName(document.cid) ?? text("claims.evidence.private", { number: index + 1 });
        return <DocumentItem key={document.cid} linked={{ link: document.link ?? document.cid, document: { ...document, name } }} />;
      })}
    </ul>
  );
}
