import { expect } from "chai";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { follow } from "../src/lib/api/follow.ts";

/** A page that can be hidden. */
class Page extends EventTarget {
  visibilityState = "visible";
  become(state: "visible" | "hidden") {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

describe("following a stream", () => {
  const before = globalThis.document;
  const page = new Page();
  beforeEach(() => void Object.assign(globalThis, { document: page }));
  afterEach(() => void Object.assign(globalThis, { document: before }));

  /** A server that tells one thing to whoever asks, and goes on. */
  function server() {
    const asked: (string | null)[] = [];
    let open = 0;
    return {
      asked,
      open: () => open,
      async ask(headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
        asked.push(headers["last-event-id"] ?? null);
        open++;
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(`id: ${asked.length}\nevent: stock\ndata: {}\n\n`));
            signal.addEventListener("abort", () => (open--, controller.error(signal.reason)));
          },
        });
        return new Response(body);
      },
    };
  }

  it("ends while nobody sees the page, and goes on from where it was", async () => {
    page.become("visible");
    const { asked, open, ask } = server();
    const heard: string[] = [];
    let isTold = false;
    const stop = follow(ask, null, { onTold: (next) => (isTold = next), onChange: (types) => heard.push(...types) });
    await waitFor("what is told first", () => (heard.length === 1 ? true : undefined));
    expect([open(), isTold]).to.deep.equal([1, true]);
    page.become("hidden");
    await waitFor("the end", () => (isTold ? undefined : true));
    expect(open()).to.equal(0);
    page.become("visible");
    await waitFor("what is told next", () => (heard.length === 2 ? true : undefined));
    expect(asked).to.deep.equal([null, "1"]);
    stop();
    expect(open()).to.equal(0);
  });

  it("does not begin in a page that nobody sees, and waits for nobody once it is stopped", async () => {
    page.become("hidden");
    const { asked, ask } = server();
    const stop = follow(ask, null, { onTold: () => undefined, onChange: () => undefined });
    await new Promise(setImmediate);
    stop();
    page.become("visible");
    await new Promise(setImmediate);
    expect(asked).to.deep.equal([]);
  });
});
