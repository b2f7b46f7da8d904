import type { Readable } from "node:stream";

/** What a page asks. */
export interface Asked {
  url(): string;
  method(): string;
  postData(): string | null;
  postDataJSON(): unknown;
  headerValue(name: string): Promise<string | null>;
}

/** What a page asks, and how it is answered. A Route of Playwright is one, too. */
export interface Exchange {
  request(): Asked;
  fulfill(answer?: Fulfilment): Promise<void>;
  /** As when there is no server. */
  abort(): Promise<void>;
}

export interface Fulfilment {
  status?: number;
  contentType?: string;
  /** Instead of `body`. */
  json?: unknown;
  body?: string | Buffer | Readable;
}

export type Answer = (route: Exchange) => Promise<void>;

export function json(value: unknown): Answer {
  return (route) => route.fulfill({ json: value });
}

export const noServer: Answer = (route) => route.abort();

export const notFound: Answer = (route) =>
  route.fulfill({
    status: 404,
    contentType: "application/problem+json",
    json: {
      type: "about:blank",
      title: "Not found",
      status: 404,
      detail: "There is nothing here.",
      code: "http.not-found",
      traceId: "t",
      retryable: false,
    },
  });

/** As the server refuses whoever shows nothing where a token is wanted. */
export const noToken: Answer = (route) =>
  route.fulfill({
    status: 401,
    contentType: "application/problem+json",
    json: {
      ...{ type: "about:blank", title: "Not signed in", status: 401, detail: "This wants a token.", code: "platform.unauthorised" },
      ...{ traceId: "t", retryable: false },
    },
  });
