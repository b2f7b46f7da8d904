import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import { DocumentItem } from "../../../entities/documents/DocumentItem.tsx";

/** The documents that the claim rests on; public ones can be checked here, byte for byte. */
export function EvidenceList({ documents }: { documents: readonly DocumentView[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {documents.map((document) => (
        <DocumentItem key={document.cid} linked={{ link: document.link ?? document.cid, document }} />
      ))}
    </ul>
  );
}
