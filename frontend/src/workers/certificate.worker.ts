import { checkCertificate } from "@waybill/protocol/certificates/check-certificate";
import { requestTo } from "../lib/node-request.ts";
import type { CertificateReply, CertificateRequest } from "./check-certificate-apart.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener("message", ({ data: { text, rpcUrl, trusted } }: MessageEvent<CertificateRequest>) => {
  const tell = (reply: CertificateReply) => scope.postMessage(reply);
  checkCertificate(text, requestTo(rpcUrl), trusted).then(
    (verdict) => tell({ verdict }),
    (error: unknown) => tell({ reason: error instanceof Error ? error.message : String(error) }),
  );
});
