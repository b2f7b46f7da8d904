import { Agent, request as httpRequest } from "node:http";
import { HttpRefusal, RpcRefusal, type Answer } from "./call.ts";

/** Nothing here takes longer, except a node that was stopped. */
const TIMEOUT_MILLISECONDS = 30_000;

/**
 * A node behind an address that may change, over kept connections.
 *
 * @throws {RpcRefusal} for the node's own errors; {HttpRefusal} when it does not answer.
 */
export function upstream(url: () => string): Answer {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return async ({ method, params }) => {
    const text = await post(agent, url(), JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })).catch((error: unknown) => {
      throw new HttpRefusal(502, `the node does not answer: ${String(error)}`);
    });
    const { result, error } = JSON.parse(text) as { result?: unknown; error?: { code: number; message: string; data?: unknown } };
    if (error) throw new RpcRefusal(error.code, error.message, error.data);
    return result;
  };
}

function post(agent: Agent, url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method: "POST",
      agent,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      timeout: TIMEOUT_MILLISECONDS,
    });
    request.on("timeout", () => request.destroy(new Error("timeout")));
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    });
    request.end(body);
  });
}
