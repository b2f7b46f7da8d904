import { createServer, request, Agent, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { callRpc } from "../../../services/json-rpc.ts";
import type { Random } from "../random.ts";
import { bend, type Behaviour, type Counts, type RpcAnswer, type RpcCall } from "./lies.ts";
import { age, ageAnswer } from "./stale.ts";

export interface RpcProxy {
  url: string;
  webSocketUrl: string;
  behaviour: Behaviour;
  counts: Counts;
  /** From now on there is another node behind the same address; open WebSockets break. */
  moveTo(rpcUrl: string): void;
  close(): Promise<void>;
}

export interface ProxyOptions {
  rpcUrl: string;
  random: Random;
  behaviour?: Behaviour;
  epochBlocks?: number;
}

/** Stands before a node, counts what is asked, and behaves as it is told. WebSockets pass through, unless the node is stale. */
export async function startRpcProxy({ rpcUrl: first, random, behaviour = {}, epochBlocks = 32 }: ProxyOptions): Promise<RpcProxy> {
  let rpcUrl = first;
  const agent = new Agent({ keepAlive: true });
  const counts: Counts = { calls: {}, bytes: 0, refused: 0, withheld: 0 };
  const sockets = new Set<Socket>();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await collect(incoming);
    const asked = JSON.parse(body.toString()) as RpcCall | RpcCall[];
    const calls = Array.isArray(asked) ? asked : [asked];
    for (const { method } of calls) counts.calls[method] = (counts.calls[method] ?? 0) + 1;
    const now = proxy.behaviour;
    if (now.latencyMilliseconds) await pause(now.latencyMilliseconds);
    if (now.refusedShare && random() < now.refusedShare) return tooMany(response, calls[0]?.id ?? null);
    if (isPlain(now)) return pass(body, response);
    const head = Number(await callRpc(rpcUrl, "eth_blockNumber"));
    const aged = calls.map((call) => age(call, now, head, epochBlocks));
    const said = JSON.parse((await forward(JSON.stringify(Array.isArray(asked) ? aged : aged[0]))).toString()) as RpcAnswer | RpcAnswer[];
    const answers = (Array.isArray(said) ? said : [said]).map((one) => {
      const call = calls.find(({ id }) => id === one.id);
      return call ? ageAnswer(call, bend(call, one, now, head, counts, random), now, head) : one;
    });
    send(response, Buffer.from(JSON.stringify(Array.isArray(said) ? answers : answers[0])));
  }

  function tooMany(response: ServerResponse, id: RpcCall["id"]): void {
    counts.refused++;
    response.writeHead(429, { "content-type": "application/json" });
    response.end(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32005, message: "rate limit exceeded" } }));
  }

  async function pass(body: Buffer, response: ServerResponse): Promise<void> {
    send(response, await forward(body));
  }

  function send(response: ServerResponse, body: Buffer): void {
    counts.bytes += body.length;
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  }

  function forward(body: Buffer | string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const call = request(rpcUrl, { agent, method: "POST", headers }, (incoming) => resolve(collect(incoming)));
      call.on("error", reject);
      call.end(body);
    });
  }

  const server = createServer((incoming, response) => void answer(incoming, response).catch(() => response.destroy()));
  server.on("upgrade", (incoming: IncomingMessage, socket: Socket, first: Buffer) => {
    if (proxy.behaviour.staleBlocks) return void socket.destroy();
    sockets.add(tunnel(new URL(rpcUrl), incoming, socket, first));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: RpcProxy = {
    url: `http://127.0.0.1:${port}`,
    webSocketUrl: `ws://127.0.0.1:${port}`,
    behaviour,
    counts,
    moveTo(next) {
      rpcUrl = next;
      for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      agent.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  return proxy;
}

/** Whether an answer may go through as it came. */
function isPlain({ mostBlocks, mostLogs, withholdsLog, emptyTipBlocks, staleBlocks }: Behaviour): boolean {
  return mostBlocks === undefined && mostLogs === undefined && !withholdsLog && !emptyTipBlocks && !staleBlocks;
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Repeats the request for a WebSocket to the node; from there on bytes pass as they are. */
function tunnel(target: URL, { rawHeaders, url }: IncomingMessage, socket: Socket, first: Buffer): Socket {
  const upstream = connect(Number(target.port), target.hostname, () => {
    const headers = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
    upstream.write(`GET ${url ?? "/"} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
    upstream.write(first);
    upstream.pipe(socket).pipe(upstream);
  });
  for (const [one, other] of [
    [upstream, socket],
    [socket, upstream],
  ] as const) {
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
  }
  return socket;
}
