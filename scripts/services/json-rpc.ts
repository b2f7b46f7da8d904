/** A chain node's answer that is an error. */
export class RpcError extends Error {
  readonly code: number;
  constructor(method: string, { code, message }: { code: number; message: string }) {
    super(`${method}: ${message}`);
    this.name = "RpcError";
    this.code = code;
  }
}

export interface RpcOptions {
  timeoutMilliseconds?: number;
}

/**
 * One JSON-RPC call over HTTP.
 *
 * @throws {RpcError} when the node answers with an error; any other error means that it did not answer properly.
 */
export async function callRpc(
  url: string,
  method: string,
  params: readonly unknown[] = [],
  { timeoutMilliseconds = 5_000 }: RpcOptions = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const answer = (await response.json()) as { result?: unknown; error?: { code: number; message: string } };
  if (answer.error) throw new RpcError(method, answer.error);
  return answer.result;
}
