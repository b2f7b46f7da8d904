import type { FinalChain } from "./chain.ts";
import type { Dump } from "./dump.ts";
import { some, type Finding } from "./findings.ts";

/** The read model stands at the head, believes in the right final block, and nothing that it calls final or included is elsewhere. */
export async function checkFinality(dump: Dump, chain: FinalChain, finalityBlocks: number): Promise<Finding[]> {
  const [cursor] = dump.rows("chain_cursor");
  if (!cursor) return ["chain_cursor: nothing was indexed"];
  const final = chain.head.number - finalityBlocks;
  const findings: Finding[] = [];
  if (cursor["hash"] !== chain.head.hash)
    findings.push(`chain_cursor: stands at ${String(cursor["number"])}, the head is ${chain.head.number}`);
  if (Number(cursor["final_number"]) !== final)
    findings.push(`chain_cursor: final is ${String(cursor["final_number"])}, should be ${final}`);
  if (cursor["final_hash"] !== (await chain.hashOf(final))) findings.push("chain_cursor: the final block has another hash on the chain");
  const wrong: string[] = [];
  for (const transaction of dump.rows("transactions")) {
    const { state, business_key: key, transaction_hash: hash, block_hash: blockHash } = transaction;
    if (state !== "final" && state !== "included") continue;
    const receipt = await chain.receiptOf(String(hash));
    if (!receipt) wrong.push(`${String(key)} is ${state}, but not on the chain`);
    else if (receipt.blockHash !== blockHash || !receipt.isSuccess) wrong.push(`${String(key)} is ${state} in another block, or failed`);
    else if (state === "final" && receipt.blockNumber > final) wrong.push(`${String(key)} is final too early`);
  }
  return [...findings, ...some("transactions", wrong)];
}
