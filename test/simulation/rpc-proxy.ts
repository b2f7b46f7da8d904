import type { Random } from "./random.ts";
import { HttpRefusal, numberOf, type Answer } from "./rpc/call.ts";
import { faultyNode } from "./rpc/faults/all.ts";
import type { FinalityDepth } from "./rpc/faults/heads.ts";
import { answerText } from "./rpc/messages.ts";
import { startRpcServer } from "./rpc/server.ts";
import { subscriber } from "./rpc/subscriptions.ts";
import { NO_FAULTS, type Switches } from "./rpc/switches.ts";
import { upstream } from "./rpc/upstream.ts";

/** A JSON-RPC node with faults, in the place of the real one. */
export interface RpcProxy {
  url: string;
  wsUrl: string;
  /** What is wrong now; change it at any moment. */
  switches: Switches;
  finality: FinalityDepth;
  /** Answers straight from the node behind, whatever is switched on. */
  node: Answer;
  /** Calls that were asked for, by method. */
  counts: ReadonlyMap<string, number>;
  /** Switches everything off, hands on what was kept back, and tells subscribers of the present head. */
  heal(): Promise<void>;
  /** Cuts every connection that is open now. */
  cutAll(): void;
  stop(): Promise<void>;
}

export interface RpcProxyOptions {
  /** The node behind; may change, e.g. to one that was restarted empty. */
  target: () => string;
  random: Random;
  finalityBlocks: number;
}

export async function startRpcProxy({ target, random, finalityBlocks }: RpcProxyOptions): Promise<RpcProxy> {
  const switches: Switches = { ...NO_FAULTS };
  const finality: FinalityDepth = { blocks: finalityBlocks };
  const counts = new Map<string, number>();
  const node = upstream(target);
  const faulty = faultyNode(node, switches, finality, random);
  const answer: Answer = (call) => {
    counts.set(call.method, (counts.get(call.method) ?? 0) + 1);
    return faulty.answer(call);
  };
  const lines = new Set<Line>();
  const server = await startRpcServer({
    answer,
    onSocket(socket) {
      const line = openLine({ target: target(), answer, socket, switches, random: random.fork(`line ${lines.size}`) });
      lines.add(line);
      return { text: (text) => void line.text(text), closed: () => (line.closed(), void lines.delete(line)) };
    },
  });
  return {
    url: server.url,
    wsUrl: server.wsUrl,
    switches,
    finality,
    node,
    counts,
    cutAll: server.cutAll,
    stop: server.stop,
    async heal() {
      Object.assign(switches, NO_FAULTS);
      await faulty.release();
      const head = await node({ method: "eth_getBlockByNumber", params: ["latest", false] }).catch(() => null);
      for (const line of lines) line.repeatHead(head);
    },
  };
}

interface Line {
  text(text: string): Promise<void>;
  repeatHead(head: unknown): void;
  closed(): void;
}

interface LineParts {
  target: string;
  answer: Answer;
  socket: { send(text: string): void; cut(): void };
  switches: Switches;
  random: Random;
}

/** One WebSocket: subscriptions go to the node over a socket of their own, every other call takes the way of HTTP calls. */
function openLine({ target, answer, socket, switches, random }: LineParts): Line {
  const behind = new WebSocket(target.replace(/^http/, "ws"));
  const opened = new Promise<void>((resolve) => behind.addEventListener("open", () => resolve()));
  const told = subscriber(switches, random, (text) => socket.send(text));
  const heads = new Map<string, number>();
  /** Ids of subscribe requests for heads that wait for their answer. */
  const asked = new Set<unknown>();
  behind.addEventListener("message", ({ data }) => {
    const text = String(data);
    const message = JSON.parse(text) as { id?: unknown; result?: unknown; method?: string; params?: { subscription: string } };
    if (message.method === "eth_subscription") return told.notify(text);
    if (asked.delete(message.id)) heads.set(String(message.result), 0);
    socket.send(text);
  });
  behind.addEventListener("error", () => socket.cut());
  behind.addEventListener("close", () => socket.cut());
  return {
    async text(text) {
      const message = JSON.parse(text) as { id?: unknown; method?: string; params?: unknown[] };
      if (message.method === "eth_subscribe" || message.method === "eth_unsubscribe") {
        if (message.params?.[0] === "newHeads") asked.add(message.id);
        await opened;
        return behind.send(text);
      }
      await answerText(text, answer).then(
        (answered) => socket.send(answered),
        (error: unknown) => {
          if (!(error instanceof HttpRefusal)) throw error;
          socket.cut();
        },
      );
    },
    repeatHead(head) {
      for (const id of heads.keys())
        socket.send(JSON.stringify({ jsonrpc: "2.0", method: "eth_subscription", params: { subscription: id, result: head } }));
    },
    closed: () => behind.close(),
  };
}

/** The head of the chain behind, past all faults. */
export async function headOf(node: Answer): Promise<number> {
  return numberOf(await node({ method: "eth_blockNumber", params: [] }));
}
