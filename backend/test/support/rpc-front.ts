import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface FrontCall {
  method: string;
  params: readonly unknown[];
}

interface Envelope extends FrontCall {
  id: unknown;
}

/** What the front does with a call instead of passing it on; undefined passes it on. */
export type Meddle = (call: FrontCall, forward: () => Promise<unknown>) => Promise<Meddled | undefined> | Meddled | undefined;
export type Meddled = { result: unknown } | { error: { code: number; message: string; data?: unknown } } | "hang-up";

export interface RpcFront {
  url: string;
  meddle: Meddle;
  /** False for a node that answers a batch with one error. */
  takesBatches: boolean;
  /** Calls that came by, by method. */
  calls: Map<string, number>;
  /** Requests that came by, whole batches counting once. */
  requests: number;
  stop(): Promise<void>;
}

/** A node in front of a node: passes calls on, one by one, unless a test meddles with them. Takes batches. */
export async function startRpcFront(target: string): Promise<RpcFront> {
  const front: RpcFront = {
    url: "",
    meddle: () => undefined,
    takesBatches: true,
    calls: new Map(),
    requests: 0,
    stop: async () => undefined,
  };

  const answer = async (call: Envelope): Promise<Record<string, unknown> | "hang-up"> => {
    front.calls.set(call.method, (front.calls.get(call.method) ?? 0) + 1);
    const forward = () => post(target, call) as Promise<Record<string, unknown>>;
    const meddled = await front.meddle(call, forward);
    if (meddled === undefined) return forward();
    return meddled === "hang-up" ? meddled : { jsonrpc: "2.0", id: call.id, ...meddled };
  };
  const server = createServer((request, response) => {
    front.requests++;
    void (async () => {
      const body = JSON.parse(await textOf(request)) as Envelope | Envelope[];
      if (Array.isArray(body) && !front.takesBatches)
        return response.end(JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32600, message: "batches are not supported" } }));
      const answers: (Record<string, unknown> | "hang-up")[] = [];
      for (const call of Array.isArray(body) ? body : [body]) answers.push(await answer(call));
      if (answers.includes("hang-up")) return response.destroy();
      response.setHeader("content-type", "application/json").end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
      return undefined;
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  front.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  front.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return front;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return response.json();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
