import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import { HttpRefusal, type Answer } from "./call.ts";
import { answerText } from "./messages.ts";
import { acceptSocket, type Socket } from "./websocket.ts";

export interface RpcServer {
  url: string;
  wsUrl: string;
  /** Cuts every connection that is open now. */
  cutAll(): void;
  stop(): Promise<void>;
}

export interface RpcServerOptions {
  answer: Answer;
  /** Called for each WebSocket connection; answers what to do with its messages. */
  onSocket(socket: Pick<Socket, "send" | "cut">): { text(text: string): void; closed(): void };
}

/** Serves an answerer over HTTP and WebSocket on one free port of the loopback interface. */
export async function startRpcServer({ answer, onSocket }: RpcServerOptions): Promise<RpcServer> {
  const sockets = new Set<NetSocket>();
  const server = createServer((request, response) => void respond(request, response, answer));
  server.on("connection", (socket: NetSocket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, stream) => {
    const socket: Socket = acceptSocket(request, stream, {
      text: (text) => handler.text(text),
      closed: () => handler.closed(),
    });
    const handler = onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    cutAll,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = await answerText(Buffer.concat(chunks).toString("utf8"), answer);
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  } catch (error) {
    if (!(error instanceof HttpRefusal) || error.status === 0) return void request.socket.destroy();
    const headers = error.status === 429 || error.status === 503 ? { "retry-after": "1" } : {};
    response.writeHead(error.status, { "content-type": "text/plain", ...headers }).end(error.message);
  }
}
