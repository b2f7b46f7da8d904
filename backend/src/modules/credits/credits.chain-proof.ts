import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { decodeFunctionResult, encodeFunctionData } from "viem";
import type { Queryable } from "../../platform/context.ts";
import type { Proof } from "../chain/chain.queries.ts";
import { BATCH_ACCOUNTS, IS_CONSERVED, partsOf, type AccountsRow } from "./accounts.sql.ts";

/** Batches, and holdings, compared with the contract at once. */
const MOST = 200;

/** Asks a view of the token as of the block that is compared. */
export type AskToken = (data: `0x${string}`) => Promise<`0x${string}`>;

export interface Drift {
  reason: string;
  /** Last block in which the batch moved. */
  block: number;
}

/**
 * What the tables say of the batches that moved since a block, against the contract's own state: each batch's accounts, each holding, and the law
 * that ties both together. The batches that moved last are looked at first.
 */
export async function findDrift(sql: Queryable, ask: AskToken, since: number): Promise<Drift | null> {
  for (const row of await movedBatches(sql, since)) {
    const block = Number(row.moved);
    if (!row.conserved) return { block, reason: `The grams of batch ${row.batch} do not add up to what was issued.` };
    const call = { abi: carbonTokenAbi, functionName: "batchOf" } as const;
    const data = await ask(encodeFunctionData({ ...call, args: [BigInt(row.batch)] }));
    const batch = decodeFunctionResult({ ...call, data });
    const stored = [row.issued, row.retired, row.cancelled, row.buffer, row.deficit].map(Number);
    if (stored.join() !== [batch.issued, batch.retired, batch.cancelled, batch.buffer, batch.deficit].join())
      return { block, reason: `The accounts of batch ${row.batch} are not those that the contract holds.` };
  }
  for (const { account, batch, grams, moved } of await movedHoldings(sql, since)) {
    const call = { abi: carbonTokenAbi, functionName: "balanceOf" } as const;
    const data = await ask(encodeFunctionData({ ...call, args: [account, BigInt(batch)] }));
    if (decodeFunctionResult({ ...call, data }) !== BigInt(grams))
      return { block: Number(moved), reason: `What ${account} holds of batch ${batch} is not what the contract holds.` };
  }
  return null;
}

/** The proof of the product's own feed. */
export function creditsProof(token: Address): Proof {
  return {
    name: "credits",
    async check({ sql, node, block, since }) {
      const drift = await findDrift(sql, (data) => node.call(token, data, block), since);
      return drift && { reason: drift.reason, from: Math.min(since + 1, drift.block), to: block.number };
    },
  };
}

interface MovedBatch extends AccountsRow {
  batch: Hex32;
  moved: string;
  /** False also for a batch that nobody issued. */
  conserved: boolean;
}

/** Moves of nothing do not count: the standard lets anybody make them, of batches that nobody issued, too. */
function movedBatches(sql: Queryable, since: number): Promise<MovedBatch[]> {
  return sql.query<MovedBatch[]>(
    `WITH touched AS (
       SELECT batch, block_number FROM credit_batches WHERE block_number > $1
       UNION ALL SELECT batch, block_number FROM credit_retirements WHERE block_number > $1
       UNION ALL SELECT batch, block_number FROM credit_reversals WHERE block_number > $1
       UNION ALL SELECT l.batch, m.block_number FROM credit_moves m, jsonb_to_recordset(m.lines) AS l(batch text, grams numeric)
         WHERE m.block_number > $1 AND l.grams > 0),
     moved AS (SELECT batch, max(block_number) AS moved FROM touched GROUP BY batch ORDER BY 2 DESC LIMIT ${MOST})
     SELECT moved.batch, moved.moved, a.*, coalesce(${IS_CONSERVED}, false) AS conserved
     FROM moved LEFT JOIN credit_batches b ON b.batch = moved.batch ${BATCH_ACCOUNTS}
     ORDER BY moved.moved DESC`,
    [since],
  );
}

interface MovedHolding {
  account: Address;
  batch: Hex32;
  grams: string;
  moved: string;
}

function movedHoldings(sql: Queryable, since: number): Promise<MovedHolding[]> {
  return sql.query<MovedHolding[]>(
    `WITH moved AS (
       SELECT account, batch, max(block_number) AS moved FROM (${partsOf("m.block_number > $1")}) AS recent
       GROUP BY account, batch ORDER BY 3 DESC LIMIT ${MOST})
     SELECT moved.account, moved.batch, moved.moved, held.grams FROM moved CROSS JOIN LATERAL (
       SELECT coalesce(sum(grams), 0) AS grams FROM (${partsOf("(m.from_account = moved.account OR m.to_account = moved.account)")}) AS parts
       WHERE parts.account = moved.account AND parts.batch = moved.batch) AS held
     ORDER BY moved.moved DESC`,
    [since],
  );
}
