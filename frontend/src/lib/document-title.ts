import { useEffect } from "react";

/** Names the document after what stands on the page: tabs, history and screen readers read it first. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Waybill`;
  }, [title]);
}
