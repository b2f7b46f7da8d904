import type { Outcome } from "./history.ts";

/** A process that stands still must not hold a client for ever. */
const TIMEOUT_MILLISECONDS = 4_000;

export interface HttpAnswer {
  type: Outcome;
  status: number;
  body: Record<string, unknown>;
}

/** One HTTP call. A refusal is a failure, an error of the server or no answer leaves it open what happened. */
export async function callHttp(method: "GET" | "POST", url: string, body?: string, type = "application/json"): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body, headers: { "content-type": type } }),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const text = await response.text();
    const answer = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { type: response.ok ? "ok" : response.status < 500 ? "fail" : "unknown", status: response.status, body: answer };
  } catch {
    return { type: "unknown", status: 0, body: {} };
  }
}
