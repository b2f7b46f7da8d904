import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { hex, type BenchChain } from "../chain/bench-chain.ts";

const WATCH_MILLISECONDS = 20;

/** What a reader may take for final: logs of blocks up to the cursor's final number. */
const FINAL = `
  SELECT DISTINCT block_number, encode(block_hash, 'hex') AS hash FROM event_anchor.chain_logs
  WHERE block_number <= (SELECT final_number FROM event_anchor.chain_cursor)`;

/**
 * Reads again and again what is final, on a connection of its own. The returned function ends that and counts the blocks that were once
 * read as final and are not on the chain now.
 */
export async function watchFinalRows(databaseUrl: string, chain: BenchChain): Promise<() => Promise<number>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const seen = new Map<string, number>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const { rows } = await client.query<{ block_number: string; hash: string }>(FINAL);
      for (const { block_number, hash } of rows) seen.set(`0x${hash}`, Number(block_number));
      await pause(WATCH_MILLISECONDS);
    }
  })();
  return async () => {
    isStopped = true;
    await watching.finally(() => client.end());
    let orphans = 0;
    for (const [hash, number] of seen) {
      const block = (await chain.anvil.rpc("eth_getBlockByNumber", [hex(number), false])) as { hash: string } | null;
      if (block?.hash !== hash) orphans++;
    }
    return orphans;
  };
}
