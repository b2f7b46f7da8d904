import { RpcError, type RpcRequest } from "../../src/verify/rpc/json-rpc.ts";

export type Handler = (...params: never[]) => unknown;

/** A JSON-RPC node with the given answers; refuses every other method. Keeps what it was asked. */
export function createFakeNode(handlers: Record<string, Handler>): {
  request: RpcRequest;
  asked: { method: string; params: readonly unknown[] }[];
} {
  const asked: { method: string; params: readonly unknown[] }[] = [];
  return {
    asked,
    request: async (method, params) => {
      asked.push({ method, params });
      const handler = handlers[method];
      if (handler === undefined) throw new RpcError(`the method ${method} does not exist`, -32601);
      return handler(...(params as never[]));
    },
  };
}
