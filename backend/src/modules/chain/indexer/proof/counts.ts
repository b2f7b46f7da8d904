import type { BlockRef } from "../blocks.ts";
import type { Counter } from "../feed.ts";
import type { ChainNode } from "../node/chain-node.ts";

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>;

/** The contracts count other rows than were to be stored; nothing was. */
export class IncompleteError extends Error {
  override name = "IncompleteError";
}

/** What each counter says as of the end of a block. */
export async function countsAt(node: Pick<ChainNode, "call">, counters: readonly Counter[], block: BlockRef): Promise<Counts> {
  const counted = await Promise.all(
    counters.map(async ({ table, address, data }) => [table, Number(BigInt(await node.call(address, data, block)))] as const),
  );
  return Object.fromEntries(counted);
}

/** What differs, in words; null when all agree. */
export function differing(expected: Counts, actual: Counts): string | null {
  const wrong = Object.entries(expected).filter(([table, count]) => (actual[table] ?? 0) !== count);
  if (wrong.length === 0) return null;
  return wrong.map(([table, count]) => `${table} has ${actual[table] ?? 0} rows where the contract counts ${count}`).join("; ");
}
