import { createRpcRequest, type RpcRequest } from "../../../protocol/src/verify/rpc/json-rpc.ts";

/** Long enough for a slow public node, short enough that a dead one is noticed. */
const TIMEOUT_MILLISECONDS = 30_000;

/** JSON-RPC over HTTP. */
export function httpRequest(url: string): RpcRequest {
  return createRpcRequest(async (body) => {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(url, { method: "POST", headers, body, signal }).catch((error: unknown) => {
      throw new Error(`no connection to ${new URL(url).host}`, { cause: error });
    });
    return response.text();
  });
}
