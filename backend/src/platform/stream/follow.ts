import type { ServerResponse } from "node:http";
import { ProblemError } from "../errors.ts";

/** Keeps proxies from closing a quiet stream; and so often it is asked whether its reader may still follow. */
export const HEARTBEAT_MILLISECONDS = 10_000;
/** A reader this far behind is cut; it comes back with Last-Event-ID and reads the rest from the table. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
/** What the browser waits before it connects again. */
export const RETRY_MILLISECONDS = 1_000;

/** So that nothing on the way keeps a stream, or packs it. */
export const STREAM_HEADERS = { "Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no" } as const;

export interface StreamEvent {
  /** By which the reader says after a break what it has. */
  id: number;
  event: string;
  data: object;
}

export interface Following {
  response: ServerResponse;
  signal: AbortSignal;
  /** What comes after the last that was sent, in order. */
  read(sent: number): Promise<readonly StreamEvent[]>;
  /** @throws {ProblemError} below 500 when the reader may follow no more */
  mayStill(): Promise<void>;
  heartbeatMilliseconds?: number;
  subscribe(wake: () => void): () => void;
}

/** Writes what comes after a number, and then whatever `read` finds each time that it is woken: until the reader goes, is too slow, or may not any more. */
export async function follow(following: Following, after: number): Promise<void> {
  const { response, signal, read, mayStill, heartbeatMilliseconds = HEARTBEAT_MILLISECONDS, subscribe } = following;
  let sent = after;
  let wake: () => void = () => undefined;
  let isWoken = true;
  let isOver = false;
  const rouse = () => {
    isWoken = true;
    wake();
  };
  const end = () => {
    isOver = true;
    wake();
  };
  const write = (text: string) => {
    if (response.writableLength > MAX_BUFFERED_BYTES) response.destroy();
    else response.write(text);
  };
  const unsubscribe = subscribe(rouse);
  const beat = setInterval(() => {
    write(":\n\n");
    // Of an error of the moment nothing follows; whose session is over, or whose role, reads no more.
    mayStill().catch((error: unknown) => void (error instanceof ProblemError && error.problem.status < 500 && end()));
  }, heartbeatMilliseconds);
  signal.addEventListener("abort", end, { once: true });
  try {
    write(`retry: ${RETRY_MILLISECONDS}\nid: ${sent}\n\n`);
    while (!signal.aborted && !isOver) {
      isWoken = false;
      for (const { id, event, data } of await read(sent)) {
        sent = id;
        write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      }
      if (!isWoken && !isOver && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    clearInterval(beat);
    unsubscribe();
  }
}
