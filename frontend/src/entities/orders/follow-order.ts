import { ApiError } from "../../lib/api/errors.ts";
import { session } from "../../lib/session/session.ts";

/** After a break it is asked anew, each time after twice as long. */
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

interface Listener {
  /** Whether changes are told of from now on. */
  onTold: (isTold: boolean) => void;
  onChange: () => void;
}

/**
 * Follows the events of an order until it is stopped. What they say is not read: whoever hears of one asks for the order. A browser's own EventSource
 * cannot show who asks, so the stream is read here. A server without such a stream is not asked again.
 */
export function followOrder(id: string, listener: Listener): () => void {
  const stopping = new AbortController();
  void follow(id, listener, stopping.signal);
  return () => stopping.abort();
}

async function follow(id: string, { onTold, onChange }: Listener, signal: AbortSignal): Promise<void> {
  for (let pause = FIRST_PAUSE_MILLISECONDS; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    try {
      const path = `/api/orders/${encodeURIComponent(id)}/events`;
      const { body } = await session.send(path, { headers: { accept: "text/event-stream" }, signal });
      if (body === null) return;
      onTold(true);
      // What happened before the stream began was not told.
      onChange();
      pause = FIRST_PAUSE_MILLISECONDS;
      await readEvents(body, onChange);
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status < 500)) return;
    } finally {
      if (!signal.aborted) onTold(false);
    }
    await wait(pause, signal);
  }
}

/** Calls `onEvent` for each event with data; comments that keep the line open are none. */
async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, onEvent: () => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value.replaceAll("\r\n", "\n")).split("\n\n");
    rest = events.pop() ?? "";
    if (events.some((event) => /^data:/m.test(event))) onEvent();
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
