import { WebSocket, type RawData } from "ws";
import type { Header } from "../blocks.ts";
import { headerOf } from "./chain-node.ts";

/** New heads of one chain as its node announces them over WebSocket, for every feed of that chain. */
export interface Heads {
  /** Whether the node announces heads now; without it the indexer has to ask. */
  isLive(): boolean;
  /** The newest announcement; null before the first, and while none can arrive. */
  newest(): Header | null;
  /** An announced block whose parent is this one. */
  childOf(hash: string): Header | undefined;
  /** Calls back at every head until the answer is called. */
  follow(onHead: () => void): () => void;
  stop(): void;
}

/** Announcements kept, so that blocks which come faster than they are indexed need no questions. */
const KEPT = 64;
const RECONNECT_MILLISECONDS = [100, 500, 2_000, 5_000] as const;
const SUBSCRIBE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] });

/** Connects in the background and again after every break. A node without WebSocket is tried ever more rarely. */
export function followHeads(url: string): Heads {
  const followers = new Set<() => void>();
  const children = new Map<string, Header>();
  let head: Header | null = null;
  let failures = 0;
  let isStopped = false;
  let isLive = false;
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;

  const onMessage = (data: RawData): void => {
    const message = parse(data);
    if (message?.id === 1) {
      isLive = message.result !== undefined;
      failures = isLive ? 0 : failures;
    }
    const announced = headerOf(message?.params?.result ?? null);
    if (!announced) return;
    head = announced;
    children.set(announced.parentHash, announced);
    if (children.size > KEPT) children.delete(children.keys().next().value!);
    for (const follower of followers) follower();
  };
  const onClose = (): void => {
    socket = undefined;
    isLive = false;
    head = null;
    children.clear();
    if (isStopped || timer) return;
    const pause = RECONNECT_MILLISECONDS[Math.min(failures++, RECONNECT_MILLISECONDS.length - 1)];
    timer = setTimeout(connect, pause);
    timer.unref();
  };
  const connect = (): void => {
    timer = undefined;
    if (isStopped) return;
    try {
      socket = new WebSocket(url);
    } catch {
      return onClose();
    }
    socket.on("open", () => socket?.send(SUBSCRIBE));
    socket.on("message", onMessage);
    socket.on("close", onClose);
    // A close follows.
    socket.on("error", () => undefined);
  };
  connect();

  return {
    isLive: () => isLive,
    newest: () => head,
    childOf: (hash) => children.get(hash),
    follow(onHead) {
      followers.add(onHead);
      return () => void followers.delete(onHead);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

interface Message {
  id?: number;
  result?: unknown;
  params?: { result?: Parameters<typeof headerOf>[0] };
}

function parse(data: RawData): Message | null {
  try {
    return JSON.parse((data as Buffer).toString("utf8")) as Message;
  } catch {
    return null;
  }
}
