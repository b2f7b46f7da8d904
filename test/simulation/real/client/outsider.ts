import { setTimeout as pause } from "node:timers/promises";
import { CONTRACT } from "../../checker/abi.ts";
import { numberOf, type Answer } from "../../rpc/call.ts";
import type { Party } from "../accounts.ts";
import type { ClientParts } from "./clients.ts";

/** Somebody who uses the contract past all of ours, straight at the node: what the indexer sees besides our own transactions. */
export async function runOutsider(name: string, account: Party, parts: ClientParts & { node: Answer }): Promise<void> {
  const { history, chain, random, node } = parts;
  for (let number = 1; !parts.isClosing(); number++) {
    const root = random.hex(32);
    await history.record({ client: name, action: "send", key: `anchor:${root}`, value: { root } }, async () => {
      // The root decides, so that the random numbers that come after it stay those of seeds that were kept.
      const data = CONTRACT.encodeFunctionData(/[0-7]$/.test(root) ? "anchor" : "anchorCheckpoint", [root]);
      const hash = await node({
        method: "eth_sendTransaction",
        params: [{ from: account.address, to: chain.supplyChain, data, gas: "0x7a120" }],
      });
      return { type: "ok", value: { hash } };
    });
    // A pace, not a wait for anything: other accounts get their blocks in between.
    await pause(random.integer(20, 150));
  }
}

/** Who reads what is said to be final, so that somebody can hold it against us later. */
export async function runReader(name: string, parts: ClientParts & { node: Answer }): Promise<void> {
  const { history, apiUrl, random } = parts;
  const seen = new Set<string>();
  while (!parts.isOver()) {
    const anchors = await readAnchors(apiUrl);
    for (const { index, blockHash, blockNumber, finality } of anchors) {
      const key = `read:${index}:${blockHash}`;
      if (finality !== "final" || seen.has(key)) continue;
      seen.add(key);
      await history.record({ client: name, action: "read", key, value: { index, blockHash, blockNumber } }, async () => ({ type: "ok" }));
    }
    await pause(random.integer(100, 300));
  }
}

interface AnchorView {
  index: number;
  blockHash: string;
  blockNumber: number;
  finality: string;
}

async function readAnchors(apiUrl: string): Promise<AnchorView[]> {
  try {
    const response = await fetch(`${apiUrl}/api/anchors?limit=50`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? ((await response.json()) as { items: AnchorView[] }).items : [];
  } catch {
    return [];
  }
}

/** Height of the chain itself. */
export async function heightOf(node: Answer): Promise<number> {
  return numberOf(await node({ method: "eth_blockNumber", params: [] }));
}
