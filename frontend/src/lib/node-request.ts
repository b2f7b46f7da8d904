import { createRpcRequest, type RpcRequest } from "@waybill/protocol/verify/rpc/json-rpc";

/** A node that is silent for longer counts as not answering; the step then says so. */
const ANSWER_MILLISECONDS = 20_000;

/** Asks a node that the reader chose, without anything that tells who asks. */
export function requestTo(rpcUrl: string): RpcRequest {
  return createRpcRequest((body) => post(rpcUrl, body));
}

async function post(url: string, body: string): Promise<string> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    credentials: "omit",
  } as const;
  const response = await fetch(url, init).catch(() => {
    throw new Error(`the node at ${new URL(url).host} does not answer`);
  });
  return response.text();
}
