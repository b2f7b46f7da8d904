import { anchorCall, BLOCK_GAS, headNumber, hex, mineEmpty, nonceOf, type BenchChain } from "./bench-chain.ts";

/** Blocks that are sent and mined at a time. */
const CHUNK_BLOCKS = 500;

export interface Shape {
  events: number;
  eventsPerBlock: number;
  /** Empty blocks on top, so that the load lies below every finality depth. */
  tailBlocks?: number;
}

/** Gives a chain its history. */
export async function fill(chain: BenchChain, { events, eventsPerBlock, tailBlocks = 100 }: Shape): Promise<void> {
  await mineRow(chain, Math.ceil(events / eventsPerBlock), eventsPerBlock);
  chain.lastFilledBlock = await headNumber(chain);
  if (tailBlocks > 0) await mineEmpty(chain, tailBlocks);
}

/**
 * Mines a row of blocks with one transaction of so many events in each. Blocks of that time have room for one transaction only: so a pool
 * full of them becomes many blocks in a single call.
 */
export async function mineRow(chain: BenchChain, blocks: number, eventsPerBlock: number): Promise<void> {
  const { rpc } = chain.anvil;
  await rpc("evm_setBlockGasLimit", [anchorCall(chain, eventsPerBlock).gas]);
  for (let left = blocks; left > 0; left -= CHUNK_BLOCKS) {
    const count = Math.min(CHUNK_BLOCKS, left);
    await sendMany(chain, count, eventsPerBlock);
    await mineEmpty(chain, count);
  }
  await rpc("evm_setBlockGasLimit", [hex(BLOCK_GAS)]);
}

/** Puts so many transactions in the pool. */
async function sendMany(chain: BenchChain, transactions: number, events: number): Promise<void> {
  const nonce = await nonceOf(chain);
  const calls = Array.from({ length: transactions }, (_, index) => ({
    jsonrpc: "2.0",
    id: index,
    method: "eth_sendTransaction",
    params: [{ ...anchorCall(chain, events), nonce: hex(nonce + index) }],
  }));
  const headers = { "content-type": "application/json" };
  const answer = await fetch(chain.rpcUrl, { method: "POST", headers, body: JSON.stringify(calls) });
  const refused = ((await answer.json()) as { error?: { message: string } }[]).find(({ error }) => error);
  if (refused) throw new Error(`The chain cannot be filled: ${refused.error?.message}`);
}
