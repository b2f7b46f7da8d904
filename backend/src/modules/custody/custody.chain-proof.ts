import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectorOf } from "@waybill/protocol/hashing/keccak";
import type { Proof } from "../chain/chain.queries.ts";

/** Units compared with the contract at once. */
const UNITS = 200;
const STATUS = ["none", "open", "closed"] as const;

interface LastStep {
  unit: Hex32;
  holder: string;
  seq_after: string;
  status: string;
  block_number: string;
  /** Block of a step that does not follow the one before; null when each follows. */
  gap_block: string | null;
}

/**
 * Each unit's `seq`, holder and status in the contract must be what its last step left. Looks at the units that moved since the last proof, the most
 * recent ones first; a step that is missing before the last one shows as a gap in the numbers.
 */
export function custodyProof(supplyChain: Address): Proof {
  const selector = selectorOf("custodyOf(bytes32)");
  return {
    name: "custody",
    async check({ sql, node, block, since }) {
      const units = await sql.query<LastStep[]>(
        `WITH moved AS (SELECT unit, max(block_number) AS moved FROM custody_steps WHERE block_number > $1 GROUP BY unit ORDER BY 2 DESC LIMIT ${UNITS}),
         steps AS (
           SELECT s.*, lag(s.seq_after) OVER (PARTITION BY s.unit ORDER BY s.block_number, s.log_index) AS seq_before
           FROM custody_steps s JOIN moved USING (unit))
         SELECT DISTINCT ON (unit) unit, holder, seq_after, status, block_number,
           (SELECT min(g.block_number) FROM steps g WHERE g.unit = steps.unit AND (g.kind = 'opened') <> (g.seq_before IS NULL)
              OR g.unit = steps.unit AND g.seq_before IS NOT NULL AND g.seq <> g.seq_before) AS gap_block
         FROM steps ORDER BY unit, block_number DESC, log_index DESC`,
        [since],
      );
      for (const { unit, holder, seq_after, status, block_number, gap_block } of units) {
        const words = (await node.call(supplyChain, `${selector}${unit.slice(2)}`, block)).slice(2);
        const stored = [holder.toLowerCase(), Number(seq_after), status].join(" ");
        const held = [
          `0x${words.slice(24, 64)}`,
          Number(BigInt(`0x${words.slice(64, 128)}`)),
          STATUS[Number(BigInt(`0x${words.slice(128, 192)}`))],
        ].join(" ");
        if (stored === held && gap_block === null) continue;
        const from = gap_block === null ? Number(block_number) : Math.min(since + 1, Number(gap_block));
        return { reason: `The steps of unit ${unit} do not lead to the custody that the contract holds.`, from, to: block.number };
      }
      return null;
    },
  };
}
