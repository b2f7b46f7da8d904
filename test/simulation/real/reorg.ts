import type { Anvil } from "../../../scripts/services/anvil.ts";
import type { Random } from "../random.ts";
import { numberOf } from "../rpc/call.ts";

interface Transaction {
  hash: string;
  from: string;
}

/**
 * Replaces the newest blocks by as many others. Some of their transactions come back, in other blocks and at other places; the rest is gone
 * for good, as anvil forgets what it reorganises away. What follows a lost one of the same sender is lost with it.
 *
 * @param keptShare Chance of each transaction to come back.
 */
export async function reorg(anvil: Pick<Anvil, "rpc">, depth: number, keptShare: number, random: Random): Promise<void> {
  // A block that is mined in between leaves anvil with logs that its own state knows nothing of.
  await anvil.rpc("evm_setAutomine", [false]);
  const head = numberOf(await anvil.rpc("eth_blockNumber", []));
  // anvil refuses what would go below its first block.
  const replaced = Math.min(depth, head - 1);
  const again: [string, number][] = [];
  const lost = new Set<string>();
  let place = 0;
  for (let number = head - replaced + 1; number <= head; number++) {
    const block = (await anvil.rpc("eth_getBlockByNumber", [`0x${number.toString(16)}`, true])) as { transactions: Transaction[] };
    for (const { hash, from } of block.transactions) {
      if (lost.has(from) || !random.chance(keptShare)) lost.add(from);
      else {
        place = random.integer(place, replaced - 1);
        again.push([String(await anvil.rpc("eth_getRawTransactionByHash", [hash])), place]);
      }
    }
  }
  await anvil.rpc("anvil_reorg", [replaced, again]);
  await anvil.rpc("evm_setAutomine", [true]);
  // What came in the meantime is waiting.
  await anvil.rpc("evm_mine", []);
}
