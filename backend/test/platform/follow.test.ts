import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { follow, type StreamEvent } from "../../src/platform/stream/follow.ts";
import { waitFor } from "../support/wait-for.ts";

/** More than any buffer between here and there holds. */
const LARGE: StreamEvent[] = [...Array(64).keys()].map((index) => ({
  id: index + 1,
  event: "large",
  data: { text: "x".repeat(1_000_000) },
}));

describe("a stream of events", () => {
  it("lets go of a reader that does not read, and of what it would have been told", async () => {
    const outcome: { written?: number; isDestroyed?: boolean } = {};
    const server = createServer((_request, response) => {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      let read = 0;
      const all = {
        ...{ response, signal: gone.signal, mayStill: () => Promise.resolve(), subscribe: () => () => undefined },
        // One at a time, each when the one before is on its way.
        read: async () => (read < LARGE.length && !gone.signal.aborted ? LARGE.slice(read, ++read) : []),
      };
      const wakes = new Set<() => void>();
      const rouse = setInterval(() => wakes.forEach((wake) => wake()), 5);
      void follow({ ...all, subscribe: (wake) => (wakes.add(wake), () => wakes.delete(wake)) }, 0).then(() => {
        clearInterval(rouse);
        Object.assign(outcome, { written: read, isDestroyed: response.destroyed });
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const [answer] = (await once(get(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), "response")) as [IncomingMessage];
    answer.on("error", () => undefined).pause();
    await waitFor("the stream to end", () => outcome.written);
    expect(outcome.isDestroyed).to.equal(true);
    expect(outcome.written).to.be.below(LARGE.length);
    server.close();
  });
});
