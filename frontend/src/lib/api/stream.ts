import { streamMessage, type StreamMessage } from "@waybill/protocol/schemas/api/stream";

type Listener = (message: StreamMessage) => void;

const TYPES: StreamMessage["type"][] = ["statement", "handover", "custody", "anchor", "actor", "chain"];
const listeners = new Set<Listener>();
let source: EventSource | null = null;

/** Hears of changes as long as somebody listens. One connection is shared; the browser reconnects with Last-Event-ID by itself. */
export function subscribeToStream(listener: Listener): () => void {
  listeners.add(listener);
  source ??= open();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = null;
  };
}

function open(): EventSource {
  const opened = new EventSource("/api/stream");
  for (const type of TYPES) opened.addEventListener(type, (event) => deliver(type, (event as MessageEvent<string>).data));
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
