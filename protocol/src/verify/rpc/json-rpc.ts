/** Sends one JSON-RPC request; rejects with `RpcError` when the node refuses, with another error when there is no answer. */
export type RpcRequest = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** The node understood and refused. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  constructor(message: string, code: number, data?: unknown) {
    super(message);
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}

/**
 * JSON-RPC 2.0 over any transport that carries text.
 *
 * @param post sends the request text and resolves with the answer's text
 * @example
 * const request = createRpcRequest(async (body) => (await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body })).text());
 */
export function createRpcRequest(post: (body: string) => Promise<string>): RpcRequest {
  let id = 0;
  return async (method, params) => {
    const text = await post(JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }));
    const answer = parseAnswer(text);
    if (answer.error !== undefined && answer.error !== null) {
      const { message, code, data } = answer.error;
      throw new RpcError(String(message ?? "the node refused"), Number(code ?? 0), data);
    }
    if (!("result" in answer)) throw new Error("the node's answer is not JSON-RPC");
    return answer.result;
  };
}

interface Answer {
  result?: unknown;
  error?: { message?: unknown; code?: unknown; data?: unknown } | null;
}

function parseAnswer(text: string): Answer {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch {
    // An HTML page of a proxy or a cut answer: said below.
  }
  throw new Error("the node's answer is not JSON");
}
