import { runVerification } from "./run-verification.ts";
import type { Verifying } from "./start-verifying.ts";
import type { VerifyReply, VerifyRequest } from "./verify-messages.ts";

/** The same as `start-verifying`, in the page's own thread: a page that was opened from a disk may start no other. */
export function startVerifying(request: VerifyRequest, onReply: (reply: VerifyReply) => void, onDefect: () => void): Verifying {
  let isStopped = false;
  void runVerification(request, (reply) => {
    if (!isStopped) onReply(reply);
  }).catch(onDefect);
  return {
    stop: () => {
      isStopped = true;
    },
  };
}
