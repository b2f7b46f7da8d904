import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface RpcRequest {
  id: number | string;
  method: string;
  params?: unknown[];
}

interface RpcAnswer {
  id: number | string;
  result?: unknown;
  error?: unknown;
}

/** Alters one answer of the node. */
export type Lie = (request: RpcRequest, answer: RpcAnswer) => RpcAnswer;

/** A node that can be pointed elsewhere, and made to lie, while it is in use. */
export interface RpcProxy {
  url: string;
  pointTo(url: string): void;
  /** Null ends it. */
  lie(lie: Lie | null): void;
  stop(): Promise<void>;
}

export async function startRpcProxy(target: string): Promise<RpcProxy> {
  let [node, lie]: [string, Lie | null] = [target, null];
  const forward = async (text: string): Promise<string> => {
    const response = await fetch(node, { method: "POST", headers: { "content-type": "application/json" }, body: text });
    const answers = (await response.json()) as RpcAnswer | RpcAnswer[];
    if (!lie) return JSON.stringify(answers);
    const requests = [JSON.parse(text) as RpcRequest | RpcRequest[]].flat();
    const altered = [answers].flat().map((answer) => {
      const request = requests.find(({ id }) => id === answer.id);
      return request && lie ? lie(request, answer) : answer;
    });
    return JSON.stringify(Array.isArray(answers) ? altered : altered[0]);
  };
  const server = createServer((request, response) => {
    bodyOf(request)
      .then(forward)
      .then((text) => response.writeHead(200, { "content-type": "application/json" }).end(text))
      .catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pointTo: (url) => (node = url),
    lie: (next) => (lie = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
