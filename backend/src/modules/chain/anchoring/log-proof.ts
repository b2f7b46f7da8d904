import { selectorOf } from "@waybill/protocol/hashing/keccak";
import type { Proof } from "../indexer/proof/proof.ts";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { createLogView } from "./log-view.ts";

/**
 * The contract's `head()` must be the root over the stored leaves: one missing, extra or altered anchor shows, whatever a node left out of
 * its answers. The first block that differs is found by halving.
 */
export function anchorLogProof(supplyChain: Address, fromBlock: number): Proof {
  const kept = createLogView();
  const data = selectorOf("head()");
  return {
    name: "anchor log",
    async check({ sql, node, header, block, since }) {
      // The leaves in memory tell of all that came since the last proof; the first one reads the table.
      const view = since < fromBlock ? createLogView() : kept;
      const { tree } = await view({ tx: sql });
      const agrees = async (number: number): Promise<boolean> => {
        const at = number === block.number ? block : await header(number);
        const [row] = await sql.query<{ count: string }[]>("SELECT count(*) FROM anchors WHERE block_number <= $1", [number]);
        return ((await node.call(supplyChain, data, at)) as Hex32) === tree.rootAt(Math.min(Number(row?.count), tree.size()));
      };
      if (await agrees(block.number)) return null;
      let [low, high] = [fromBlock - 1, block.number];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (await agrees(middle)) low = middle;
        else high = middle;
      }
      return { reason: `The stored anchors do not hash to the contract's log from block ${high} on.`, from: high, to: high };
    },
  };
}
