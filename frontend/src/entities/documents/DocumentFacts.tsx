import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import { T, useText } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";

/** Public, private or erased, as shape and word. */
export function VisibilityMark({ document }: { document: Pick<DocumentView, "visibility" | "erasedAt"> }) {
  const id = document.erasedAt !== null ? "erased" : document.visibility;
  return (
    <StatusMark tone={id === "erased" ? "unknown" : "neutral"} plain>
      <T id={`document.${id}`} />
    </StatusMark>
  );
}

/** "PDF, 34 kB", or nothing where that is the owner's to know. */
export function useTypeAndSize(): (document: Pick<DocumentView, "mediaType" | "sizeBytes">) => string {
  const text = useText();
  return ({ mediaType, sizeBytes }) => {
    if (mediaType === null || sizeBytes === null) return "";
    const kind = (mediaType.split("/")[1] ?? "").replace("plain", "text").toUpperCase();
    return text("document.type-and-size", { kind, size: Math.max(1, Math.round(sizeBytes / 1_024)) });
  };
}

/** Address of a document's page; with the link by which an event names it, so that the page can compare. */
export function documentHref(cid: string, link: string | null): string {
  return `/documents/${cid}${link === null ? "" : `?link=${encodeURIComponent(link)}`}`;
}
