import { ApiError } from "./errors.ts";
import { readEvents } from "./read-events.ts";

/** After a break it is asked anew, each time after twice as long. */
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

export interface Listener {
  /** Whether changes are told of from now on. */
  onTold: (isTold: boolean) => void;
  /** Something has changed, by the names of the events; what they say is not read: whoever hears of some asks for it. */
  onChange: (types: readonly string[]) => void;
}

/** Asks for the stream, in the name of whoever may follow it. */
export type AskForStream = (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;

/**
 * Follows a stream until it is stopped, and after a break from where it was, so that none is missed or told twice. A server without such a
 * stream is not asked again. A page that nobody sees follows nothing: without HTTP/2 a browser has six connections for all pages of a host.
 *
 * @param last number of the newest event that is known; null for whatever happens from now on
 */
export function follow(ask: AskForStream, last: string | null, listener: Listener): () => void {
  const stopping = new AbortController();
  void keepFollowing(ask, last, listener, stopping.signal);
  return () => stopping.abort();
}

async function keepFollowing(ask: AskForStream, known: string | null, { onTold, onChange }: Listener, signal: AbortSignal): Promise<void> {
  let last = known;
  for (let pause = FIRST_PAUSE_MILLISECONDS; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    await untilSeen(signal);
    if (signal.aborted) return;
    const seen = whileSeen(signal);
    try {
      const { body } = await ask({ accept: "text/event-stream", ...(last !== null && { "last-event-id": last }) }, seen.signal);
      if (body === null) return;
      onTold(true);
      pause = FIRST_PAUSE_MILLISECONDS;
      await readEvents(body, ({ id, types }) => {
        last = id ?? last;
        if (types.length > 0) onChange(types);
      });
    } catch (error) {
      if (seen.signal.aborted) pause = FIRST_PAUSE_MILLISECONDS;
      if (signal.aborted || (error instanceof ApiError && error.status < 500 && error.status !== 429)) return;
    } finally {
      seen.forget();
      if (!signal.aborted) onTold(false);
    }
    await wait(pause, signal);
  }
}

function isHidden(): boolean {
  return document.visibilityState === "hidden";
}

/** Resolves when somebody sees the page, at once where somebody does, or when nobody waits for it any more. */
function untilSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isHidden() && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      signal.removeEventListener("abort", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
    look();
  });
}

/** Aborted when the page is hidden, or when nobody waits any more. */
function whileSeen(signal: AbortSignal): { signal: AbortSignal; forget: () => void } {
  const ending = new AbortController();
  const look = () => void ((isHidden() || signal.aborted) && ending.abort());
  document.addEventListener("visibilitychange", look);
  signal.addEventListener("abort", look);
  return {
    signal: ending.signal,
    forget() {
      document.removeEventListener("visibilitychange", look);
      signal.removeEventListener("abort", look);
    },
  };
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
