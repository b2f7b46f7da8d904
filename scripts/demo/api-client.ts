import { setTimeout as delay } from "node:timers/promises";

/** The public HTTP API, as any other client would use it. */
export interface ApiClient {
  get(path: string): Promise<unknown>;
  send(method: "POST" | "PUT", path: string, body: string | object, options?: { type?: string; token?: string }): Promise<unknown>;
}

/** Asks the API at `baseUrl`; an answer that is not a success becomes an Error with the problem's own words. */
export function createApiClient(baseUrl: string): ApiClient {
  async function request(path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(new URL(path, baseUrl), init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method ?? "GET"} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === "" ? undefined : JSON.parse(text);
  }
  return {
    get: (path) => request(path, {}),
    send: (method, path, body, { type = "application/json", token } = {}) =>
      request(path, {
        method,
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "content-type": type, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      }),
  };
}

/** Asks `probe` until it answers something other than undefined. @throws Error with `what` once the deadline has passed */
export async function waitFor<Value>(what: string, probe: () => Promise<Value | undefined>, seconds = 60): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await delay(200);
  }
}
