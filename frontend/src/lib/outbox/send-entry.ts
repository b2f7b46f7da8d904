import { problem } from "@waybill/protocol/schemas/problem";
import type { SendResult } from "./create-outbox.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

const TIMEOUT_MS = 20_000;

/** POSTs a kept request as it is. A server that does not answer, or says that a later attempt may succeed, leaves it waiting. */
export async function sendEntry(entry: OutboxEntry, stop = new AbortController(), fetcher: typeof fetch = fetch): Promise<SendResult> {
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetcher(entry.path, {
      method: "POST",
      headers: { "Content-Type": entry.contentType, Accept: "application/json", "Idempotency-Key": entry.id },
      body: entry.body,
      signal: stop.signal,
    });
    const text = await response.text();
    if (response.ok) return { kind: "answered", answer: answerOf(text, response.headers.get("Location")) };
    const parsed = problem.safeParse(jsonOf(text));
    if (!parsed.success) return { kind: "offline", problem: null };
    return parsed.data.retryable || response.status >= 500
      ? { kind: "offline", problem: parsed.data }
      : { kind: "refused", problem: parsed.data };
  } catch {
    return { kind: "offline", problem: null };
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(text: string, location: string | null): unknown {
  return jsonOf(text) ?? (location === null ? null : { location });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
