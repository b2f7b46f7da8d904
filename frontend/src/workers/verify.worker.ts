import { runVerification } from "./run-verification.ts";
import type { VerifyRequest } from "./verify-messages.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener(
  "message",
  ({ data }: MessageEvent<VerifyRequest>) => void runVerification(data, (reply) => scope.postMessage(reply)),
);
