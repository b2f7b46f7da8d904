import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { decodeFunctionResult, encodeFunctionData, type PublicClient } from "viem";
import type { App } from "../../../platform/app.ts";
import type { Readiness } from "../../../platform/module.ts";
import type { LogView } from "../anchoring/log-view.ts";
import { findCursor } from "./cursor.store.ts";

/** Asking more often would tell nothing new: blocks come slower. */
const TTL_MILLISECONDS = 5_000;

/**
 * Whether the indexed log is the contract's own, proven from contract state: `head()` at the indexed block must be the root over the indexed
 * leaves. One missing, extra or altered anchor shows, whatever the node left out of its answers.
 */
export function createCompletenessCheck(app: App, client: Pick<PublicClient, "request">, log: LogView): () => Promise<Readiness> {
  let checkedAt = -Infinity;
  let last: Readiness = { state: "ok" };
  return async () => {
    const now = app.clock.now().getTime();
    if (last.state === "ok" && now - checkedAt < TTL_MILLISECONDS) return last;
    last = await check(app, client, log);
    checkedAt = now;
    return last;
  };
}

async function check(app: App, client: Pick<PublicClient, "request">, log: LogView): Promise<Readiness> {
  const tx = { tx: app.db.dataSource.manager };
  const cursor = await findCursor(tx);
  if (!cursor) return { state: "degraded", reason: "Nothing has been indexed yet." };
  let head: string;
  try {
    const call = { to: app.config.chain.deployment.supplyChain, data: encodeFunctionData({ abi: supplyChainAbi, functionName: "head" }) };
    const result = await client.request({ method: "eth_call", params: [call, { blockHash: cursor.indexed.hash }] });
    head = decodeFunctionResult({ abi: supplyChainAbi, functionName: "head", data: result });
  } catch {
    return { state: "degraded", reason: "The node does not tell the contract's state at the indexed block." };
  }
  const { tree, size } = await log(tx);
  const computed = tree.rootAt(size);
  if (computed === head) return { state: "ok" };
  const moved = (await findCursor(tx))?.indexed.hash !== cursor.indexed.hash;
  if (moved) return { state: "ok" };
  return {
    state: "down",
    reason: `The indexed log of ${size} anchors is not the contract's at block ${cursor.indexed.number}: entries are missing.`,
  };
}
