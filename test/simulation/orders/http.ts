/** A process that stands still must not hold anybody for ever. */
const TIMEOUT_MILLISECONDS = 3_000;

export interface HttpAnswer {
  /** 0 when nobody answered. */
  status: number;
  body: Record<string, unknown>;
}

/** One HTTP call. Whoever gets no answer knows nothing of what has happened. */
export async function askHttp(
  method: string,
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {} };
  } catch {
    return { status: 0, body: {} };
  }
}
