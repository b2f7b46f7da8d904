import { expect } from "chai";
import { waitFor } from "./wait-for.ts";

export interface ReadEvent {
  id: number;
  type: string;
  data: unknown;
}

/** A client of server-sent events. */
export interface EventReader {
  /** What came so far. */
  messages: ReadEvent[];
  /** Waits until so many have come. */
  seen(count: number): Promise<unknown>;
  /** Whether the server has ended it. */
  isOver(): boolean;
  close(): void;
}

/** Follows a stream; its first lines are there when this resolves. */
export async function readEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const gone = new AbortController();
  const response = await fetch(url, { signal: gone.signal, headers });
  expect(response.headers.get("content-type")).to.equal("text/event-stream");
  const messages: ReadEvent[] = [];
  let [isOpen, isOver] = [false, false];
  const read = async () => {
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        isOpen = true;
        const fields = new Map(
          text
            .slice(0, end)
            .split("\n")
            .map((line) => line.split(/: (.*)/s) as [string, string]),
        );
        text = text.slice(end + 2);
        const data = fields.get("data");
        if (data !== undefined) messages.push({ id: Number(fields.get("id")), type: fields.get("event") ?? "", data: JSON.parse(data) });
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => (isOver = true));
  await waitFor("the stream's first line", () => (isOpen ? true : undefined));
  return {
    messages,
    seen: (count) => waitFor(`${count} messages`, () => (messages.length >= count ? true : undefined)),
    isOver: () => isOver,
    close: () => gone.abort(),
  };
}
