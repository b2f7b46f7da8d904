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
 * Follows the events of an order until it is stopped, from what is known of it, and after a break from where it was, so that none is missed or told twice.
 * What they say is not read: whoever hears of some asks for the order. A browser's own EventSource cannot show who asks, so the stream is read here. A server without such a
 * stream is not asked again.
 *
 * @param told number of the newest event that is known
 */
export function followOrder(id: string, told: number, listener: Listener): () => void {
  const stopping = new AbortController();
  void follow(id, told, listener, stopping.signal);
  return () => stopping.abort();
}

async function follow(id: string, told: number, { onTold, onChange }: Listener, signal: AbortSignal): Promise<void> {
  const path = `/api/orders/${encodeURIComponent(id)}/events`;
  let last = String(told);
  for (let pause = FIRST_PAUSE_MILLISECONDS; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    try {
      const { body } = await session.send(path, { headers: { accept: "text/event-stream", "last-event-id": last }, signal });
      if (body === null) return;
      onTold(true);
      pause = FIRST_PAUSE_MILLISECONDS;
      await readEvents(body, ({ id: read, hasData }) => {
        last = read ?? last;
        if (hasData) onChange();
      });
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status < 500)) return;
    } finally {
      if (!signal.aborted) onTold(false);
    }
    await wait(pause, signal);
  }
}

/** Events that came together. */
interface ReadEvents {
  /** By which the server knows after a break what was told. */
  id: string | null;
  /** False for comments, which only keep the line open. */
  hasData: boolean;
}

async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, onEvents: (events: ReadEvents) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value.replaceAll("\r\n", "\n")).split("\n\n");
    rest = events.pop() ?? "";
    if (events.length === 0) continue;
    const ids = events.flatMap((event) => /^id: ?(.*)$/m.exec(event)?.[1] ?? []);
    onEvents({ id: ids.at(-1) ?? null, hasData: events.some((event) => /^data:/m.test(event)) });
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
