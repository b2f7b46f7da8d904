import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

/** One JSON-RPC call; the answer is left as it came. */
export function ask(url: string, method: string, params: readonly unknown[]): Promise<Buffer> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const call = request(url, { agent, method: "POST", headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve(Buffer.concat(chunks)));
      answer.on("error", reject);
    });
    call.on("error", reject);
    call.end(body);
  });
}
