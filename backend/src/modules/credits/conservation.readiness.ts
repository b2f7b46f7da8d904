import type { Address } from "@waybill/protocol/schemas/primitives";
import type { PublicClient } from "viem";
import type { App } from "../../platform/app.ts";
import type { Readiness } from "../../platform/module.ts";
import { findCursor } from "../chain/chain.queries.ts";
import { findDrift } from "./credits.chain-proof.ts";

/** Asking more often would tell nothing new: blocks come slower. */
const TTL_MILLISECONDS = 5_000;

/**
 * Whether grams are conserved, here and as the contract has it: what moved since the last good look is compared as of the indexed block. The feed's
 * proof does the same before it is first ready; this one goes on while it runs.
 */
export function createConservationCheck(app: App, client: Pick<PublicClient, "request">, token: Address): () => Promise<Readiness> {
  const sql = app.db.dataSource.manager;
  let checkedAt = -Infinity;
  let checkedTo = -1;
  let last: Readiness = { state: "ok" };

  async function check(): Promise<Readiness> {
    const cursor = await findCursor({ tx: sql });
    if (!cursor) return { state: "degraded", reason: "Nothing has been indexed yet." };
    const { number, hash } = cursor.indexed;
    const ask = (data: `0x${string}`) =>
      client.request({ method: "eth_call", params: [{ to: token, data }, { blockHash: hash }] }) as Promise<`0x${string}`>;
    // A reorganisation may have taken away what was good.
    const since = Math.min(checkedTo, number, cursor.final?.number ?? -1);
    try {
      const drift = await findDrift(sql, ask, since);
      const isStill = (await findCursor({ tx: sql }))?.indexed.hash === hash;
      if (drift && isStill) return { state: "down", reason: drift.reason };
      if (!drift && isStill) checkedTo = number;
      return { state: "ok" };
    } catch {
      return { state: "degraded", reason: "The node does not tell the token's state at the indexed block." };
    }
  }

  return async () => {
    const now = app.clock.now().getTime();
    if (last.state === "ok" && now - checkedAt < TTL_MILLISECONDS) return last;
    last = await check();
    checkedAt = now;
    return last;
  };
}
