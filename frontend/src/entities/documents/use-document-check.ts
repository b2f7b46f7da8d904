import { useCallback, useEffect, useRef, useState } from "react";
import { send } from "../../lib/api/http.ts";
import { checkContent, type ContentCheck } from "../../lib/documents/check-content.ts";

export type DocumentCheckState = { status: "idle" } | { status: "fetching" } | { status: "unreachable" } | ContentCheck;

/** Fetches a document and checks it here, when it is told to; `link` is how the event names it. */
export function useDocumentCheck({ cid, link }: { cid: string; link: string | null }) {
  const [state, setState] = useState<DocumentCheckState>({ status: "idle" });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const run = useCallback(
    async (key: string | null = null) => {
      current.current?.abort();
      const mine = (current.current = new AbortController());
      setState({ status: "fetching" });
      const next = await fetchAndCheck({ cid, link, key }, mine.signal).catch(() => ({ status: "unreachable" }) as const);
      if (!mine.signal.aborted) setState(next);
    },
    [cid, link],
  );
  return { state, run };
}

async function fetchAndCheck(wanted: { cid: string; link: string | null; key: string | null }, signal: AbortSignal): Promise<ContentCheck> {
  const response = await send(`/api/documents/${encodeURIComponent(wanted.cid)}/content`, { headers: { accept: "*/*" }, signal });
  return checkContent({ ...wanted, bytes: new Uint8Array(await response.arrayBuffer()) });
}
