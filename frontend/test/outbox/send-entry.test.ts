import { expect } from "chai";
import type { OutboxEntry } from "../../src/lib/outbox/outbox-entry.ts";
import { sendEntry } from "../../src/lib/outbox/send-entry.ts";

const ENTRY = { id: "key-1", path: "/epcis/events", contentType: "application/json", body: "{}" } as OutboxEntry;
const PROBLEM = { type: "t", title: "t", status: 422, detail: "d", code: "c", traceId: "1", retryable: false };

const sendBy = (fetcher: typeof fetch, stop = new AbortController()) => sendEntry(ENTRY, stop, fetcher);

function answering(status: number, body: string, headers: Record<string, string> = {}): typeof fetch {
  return () => Promise.resolve(new Response(body, { status, headers }));
}

describe("sending a kept request", () => {
  it("posts the body as it is, with the entry's id as idempotency key", async () => {
    let seen: RequestInit | undefined;
    await sendBy((_, init) => {
      seen = init;
      return Promise.resolve(new Response("{}", { status: 201 }));
    });
    expect(seen?.body).to.equal("{}");
    expect(new Headers(seen?.headers).get("Idempotency-Key")).to.equal("key-1");
  });

  it("takes the place of what was created from Location when there is no body", async () => {
    const result = await sendBy(answering(201, "", { Location: "/epcis/events/ni:1" }));
    expect(result).to.deep.equal({ kind: "answered", answer: { location: "/epcis/events/ni:1" } });
  });

  it("gives up on a problem that another attempt cannot cure", async () => {
    expect(await sendBy(answering(422, JSON.stringify(PROBLEM)))).to.deep.equal({ kind: "refused", problem: PROBLEM });
  });

  it("goes on waiting after a retryable problem, a fault of the server, a page that is no problem, and no answer", async () => {
    const kinds = await Promise.all([
      sendBy(answering(503, JSON.stringify({ ...PROBLEM, status: 503, retryable: true }))),
      sendBy(answering(500, JSON.stringify({ ...PROBLEM, status: 500 }))),
      sendBy(answering(502, "<html>Bad gateway</html>")),
      sendBy(() => Promise.reject(new TypeError("Failed to fetch"))),
    ]);
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(["offline", "offline", "offline", "offline"]);
  });

  it("goes on waiting when it is given up", async () => {
    const stop = new AbortController();
    const result = sendBy(
      (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("given up")))),
      stop,
    );
    stop.abort();
    expect(await result).to.deep.equal({ kind: "offline", problem: null });
  });
});
