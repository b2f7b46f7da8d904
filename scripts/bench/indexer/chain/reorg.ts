import { anchorCall, hex, mineEvents, nonceOf, type BenchChain } from "./bench-chain.ts";
import { mineRow } from "./fill.ts";

const OLD_EVENTS = 3;
const NEW_EVENTS = 2;

/** At once, as a node that changes its mind; or a head that goes back first and then forth, as a development node does. */
export type ReorgWay = "at once" | "rewind";

/** Mines the blocks that will be replaced. Returns what replaces them: by as many others, and one more on top. */
export async function mineDoomed(chain: BenchChain, depth: number, way: ReorgWay): Promise<() => Promise<void>> {
  const { rpc } = chain.anvil;
  const nonce = await nonceOf(chain);
  const snapshot = way === "rewind" ? await rpc("evm_snapshot") : undefined;
  await mineRow(chain, depth, OLD_EVENTS);
  return async () => {
    if (way === "rewind") {
      await rpc("evm_revert", [snapshot]);
      await mineRow(chain, depth, NEW_EVENTS);
    } else {
      // Without a nonce anvil drops the calls of all blocks but the first few.
      const call = (block: number) => ({ ...anchorCall(chain, NEW_EVENTS), nonce: hex(nonce + block) });
      await rpc("anvil_reorg", [depth, Array.from({ length: depth }, (_, block) => [call(block), block])]);
    }
    await mineEvents(chain, 1);
  };
}
