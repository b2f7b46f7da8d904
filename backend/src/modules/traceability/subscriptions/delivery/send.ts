import type { App } from "../../../../platform/app.ts";
import { post, type PostAnswer } from "../../../../platform/outbound/post.ts";
import { EPCIS_HEADERS } from "../../epcis/headers.ts";
import { openTokens } from "../signature-secrets.ts";
import type { Subscription } from "../subscription.ts";
import type { Delivery } from "./deliveries.store.ts";
import type { Answer } from "./outcome.ts";
import { signatureOf } from "./signature.ts";

const MAX_PROBLEM_CHARACTERS = 500;

/** Sends a document once. Whatever goes wrong is an answer, too. */
export async function send(app: App, subscription: Subscription, { id, body }: Delivery, timeoutMilliseconds: number): Promise<Answer> {
  const { dest, epcFormat } = subscription;
  const at = app.clock.now();
  try {
    const tokens = openTokens(app, subscription, at);
    const answer = await post({
      url: dest,
      body,
      timeoutMilliseconds,
      mode: app.config.mode,
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Waybill",
        // The same at each try: by it a subscriber knows what it has taken already.
        "Idempotency-Key": id,
        ...EPCIS_HEADERS,
        "GS1-EPC-Format": epcFormat,
        ...(tokens.length === 0 ? {} : { "GS1-Signature": signatureOf(body, { tokens, at }) }),
      },
    });
    return read(answer);
  } catch (error) {
    return { kind: "failed", problem: (error instanceof Error ? error.message : String(error)).slice(0, MAX_PROBLEM_CHARACTERS) };
  }
}

function read({ status, text, header }: PostAnswer): Answer {
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status === 413) return { kind: "too-large" };
  const waitSeconds = Number(header("retry-after") ?? 0);
  return {
    kind: "failed",
    // Postgres stores no zero bytes.
    problem: `It answered ${status}${text === "" ? "" : `: ${text.replaceAll("\0", "")}`}`.slice(0, MAX_PROBLEM_CHARACTERS),
    isFinal: status === 410,
    ...(waitSeconds > 0 ? { waitSeconds } : {}),
  };
}
