import { documentKey, documentView, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { niLinkOf } from "@waybill/protocol/documents/document-link";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../../lib/api/errors.ts";
import { readJson, send } from "../../lib/api/http.ts";
import { uploadFile } from "../../lib/api/upload.ts";
import { consentHeaders } from "../../lib/documents/consent.ts";
import { rememberName } from "../../lib/documents/names.ts";
import { useSigner } from "../../lib/signing/signer.ts";

export type UploadState =
  | { status: "idle" }
  | { status: "sending"; part: number }
  /** `detail`: the server's own words; null when it does not answer. */
  | { status: "failed"; detail: string | null };

export interface Uploaded {
  document: DocumentView;
  /** `#key=…` of a private document; null for a public one, or when it could not be fetched. */
  fragment: string | null;
}

/** Hashes a file here, asks the wallet to stand behind it, and sends it. */
export function useUpload({ chain, account }: { chain: SigningChain; account: Address | null }) {
  const { sign } = useSigner();
  const [state, setState] = useState<UploadState>({ status: "idle" });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const upload = useCallback(
    async (file: File, visibility: "public" | "private"): Promise<Uploaded | null> => {
      if (account === null) return null;
      current.current?.abort();
      const { signal } = (current.current = new AbortController());
      try {
        const request = visibility === "public" ? "publish" : "keep";
        const headers = await consentHeaders(sign, { chain, account, request, document: niLinkOf(await sha256Of(file)) });
        if (headers === null || signal.aborted) return null;
        setState({ status: "sending", part: 0 });
        const document = await uploadFile("/api/documents", file, documentView, {
          query: { visibility, name: file.name },
          headers: { ...headers, "content-type": file.type || "application/octet-stream" },
          onProgress: (part) => setState({ status: "sending", part }),
          signal,
        });
        rememberName(document.cid, file.name);
        const fragment = visibility === "public" ? null : await fragmentOf(document.cid, headers);
        setState({ status: "idle" });
        return { document, fragment };
      } catch (error) {
        if (!signal.aborted) setState({ status: "failed", detail: error instanceof ApiError ? error.message : null });
        return null;
      }
    },
    [account, chain, sign],
  );
  const stop = useCallback(() => {
    current.current?.abort();
    setState({ status: "idle" });
  }, []);
  return { state, upload, stop };
}

/** The document is kept either way; its key can be asked for again. */
async function fragmentOf(cid: string, headers: Record<string, string>): Promise<string | null> {
  const path = `/api/documents/${cid}/key`;
  return send(path, { headers })
    .then(async (response) => documentKey.parse(await readJson(path, response)).fragment)
    .catch(() => null);
}

async function sha256Of(file: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
