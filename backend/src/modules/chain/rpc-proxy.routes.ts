import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { ProblemError } from "../../platform/errors.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import { route, type Reply, type Route } from "../../platform/http/route.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";

/** What a wallet and a verifier need; nothing that changes the node or reads its keys. */
const ALLOWED_METHODS = new Set([
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_gasPrice",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockReceipts",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getProof",
  "eth_getStorageAt",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_maxPriorityFeePerGas",
  "eth_sendRawTransaction",
  "eth_syncing",
  "net_version",
  "web3_clientVersion",
]);

const MAX_BATCH = 100;
const BODY_LIMIT_BYTES = 512 * 1024;
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MILLISECONDS = 10_000;

/** Pages from elsewhere may ask, too: the verifier that somebody keeps as a file is one, and nothing here is private. */
const FROM_ANYWHERE = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type" };

/** Codes of JSON-RPC 2.0, section 5.1. */
const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;

const id = z.union([z.string(), z.number(), z.null()]).optional();
const call = z.object({
  jsonrpc: z.literal("2.0"),
  id,
  method: z.string(),
  params: z.union([z.array(z.unknown()), z.looseObject({})]).optional(),
});

/** POST /rpc: the node's reading half for browsers, in development, where there is no public node for the chain. */
export function rpcProxyRoutes(app: App): Route[] {
  return [
    route({
      method: "post",
      path: "/rpc",
      act: "node:ask",
      summary: "Read-only JSON-RPC of the development chain",
      description: "Single calls or batches of up to 100. Closed outside of development.",
      tag: "Chain",
      cost: 1,
      rawBody: true,
      body: z.union([call, z.array(call)]),
      bodyLimitBytes: BODY_LIMIT_BYTES,
      responses: { 200: { description: "JSON-RPC answers." } },
      handler: async ({ text, signal }) => {
        if (app.config.mode !== "development") throw new ProblemError(CHAIN_PROBLEMS.rpcClosed);
        const refusal = refusalOf(parseJsonBody(text));
        const reply = refusal ? { status: 200, body: refusal } : await forward(app.config.chain.rpcUrl.reveal(), text, signal);
        return { ...reply, headers: FROM_ANYWHERE };
      },
    }),
    route({
      method: "options",
      path: "/rpc",
      act: "node:ask",
      summary: "Whether pages from elsewhere may ask the node",
      tag: "Chain",
      responses: { 204: { description: "They may." } },
      handler: async () => ({ status: 204, headers: FROM_ANYWHERE }),
    }),
  ];
}

/** The JSON-RPC error for a body that is not passed on; undefined when every call in it may be. */
function refusalOf(body: unknown): object | undefined {
  const calls = Array.isArray(body) ? body : [body];
  if (calls.length === 0 || calls.length > MAX_BATCH) return failure(null, INVALID_REQUEST, `A batch holds 1 to ${MAX_BATCH} calls.`);
  for (const candidate of calls) {
    const parsed = call.safeParse(candidate);
    if (!parsed.success) return failure(null, INVALID_REQUEST, "This is not a JSON-RPC 2.0 request.");
    if (ALLOWED_METHODS.has(parsed.data.method)) continue;
    return failure(parsed.data.id ?? null, METHOD_NOT_FOUND, `This proxy does not offer the method ${parsed.data.method.slice(0, 60)}.`);
  }
  return undefined;
}

function failure(callId: string | number | null, code: number, message: string): object {
  return { jsonrpc: "2.0", id: callId, error: { code, message } };
}

async function forward(url: string, text: string, signal: AbortSignal): Promise<Reply> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
    });
    const body = await answer.arrayBuffer();
    if (!answer.ok || body.byteLength > ANSWER_LIMIT_BYTES)
      throw new Error(`the node answered ${answer.status} with ${body.byteLength} bytes`);
    return { status: 200, text: new TextDecoder().decode(body), contentType: "application/json; charset=utf-8" };
  } catch (cause) {
    throw new ProblemError(CHAIN_PROBLEMS.nodeUnavailable, { headers: { "Retry-After": "2" }, cause });
  }
}
