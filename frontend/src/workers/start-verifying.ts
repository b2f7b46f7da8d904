import type { VerifyReply, VerifyRequest } from "./verify-messages.ts";

/** A check under way. */
export interface Verifying {
  stop: () => void;
}

/**
 * Checks a bundle in a thread of its own, so that the page stays quick.
 *
 * @param onDefect when the thread cannot be started, or dies
 */
export function startVerifying(request: VerifyRequest, onReply: (reply: VerifyReply) => void, onDefect: () => void): Verifying {
  const worker = new Worker(new URL("./verify.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<VerifyReply>) => onReply(data));
  worker.addEventListener("error", onDefect);
  worker.postMessage(request);
  return { stop: () => worker.terminate() };
}
