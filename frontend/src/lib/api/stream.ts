import { connection } from "../offline/connection.ts";
import { streamMessage, type StreamMessage } from "@waybill/protocol/schemas/api/stream";

type Listener = (message: StreamMessage) => void;

const TYPES = streamMessage.options.map(({ shape }) => shape.type.value);
const listeners = new Set<Listener>();
let source: EventSource | null = null;
/** Whether messages arrive now; false while connecting, too. */
let isLive = false;
const liveListeners = new Set<() => void>();

/** Hears of changes as long as somebody listens. One connection is shared; the browser reconnects with Last-Event-ID by itself. */
export function subscribeToStream(listener: Listener): () => void {
  listeners.add(listener);
  source ??= open();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = null;
    setLive(false);
  };
}

/** Told whenever the stream breaks or is there again; for `useSyncExternalStore`. */
export function subscribeToLiveness(listener: () => void): () => void {
  liveListeners.add(listener);
  return () => liveListeners.delete(listener);
}

export function isStreamLive(): boolean {
  return isLive;
}

function setLive(next: boolean): void {
  if (next === isLive) return;
  isLive = next;
  for (const listener of liveListeners) listener();
}

function open(): EventSource {
  const opened = new EventSource("/api/stream");
  for (const type of TYPES) opened.addEventListener(type, (event) => deliver(type, (event as MessageEvent<string>).data));
  opened.addEventListener("open", () => {
    connection.answered();
    setLive(true);
  });
  opened.addEventListener("error", () => setLive(false));
  return opened;
}

function deliver(type: StreamMessage["type"], data: string): void {
  const message = streamMessage.safeParse({ type, ...parse(data) });
  if (message.success) for (const listener of listeners) listener(message.data);
}

function parse(data: string): object {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
