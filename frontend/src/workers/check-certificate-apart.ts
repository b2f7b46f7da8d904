import type { CertificateVerdict, TrustedToken } from "@waybill/protocol/certificates/check-certificate";

/** One certificate, one node, one token that the reader trusts. */
export interface CertificateRequest {
  text: string;
  /** Absolute http(s) address of a JSON-RPC node. */
  rpcUrl: string;
  trusted: TrustedToken;
}

export type CertificateReply = { verdict: CertificateVerdict } | { reason: string };

/**
 * Checks a certificate in a thread of its own, so that the page stays quick; nobody but the node is asked.
 *
 * @throws {Error} with a plain sentence where the thread cannot be started or dies; an abort ends it
 */
export function checkCertificateApart(request: CertificateRequest, signal: AbortSignal): Promise<CertificateVerdict> {
  const worker = new Worker(new URL("./certificate.worker.ts", import.meta.url), { type: "module" });
  const answer = new Promise<CertificateVerdict>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    worker.addEventListener("error", () => reject(new Error("The checker could not be started in this browser.")));
    worker.addEventListener("message", ({ data }: MessageEvent<CertificateReply>) =>
      "verdict" in data ? resolve(data.verdict) : reject(new Error(data.reason)),
    );
  });
  worker.postMessage(request);
  return answer.finally(() => worker.terminate());
}
