import type { Address, Finality, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Where an anchor that we sent stands. */
export interface AnchorSent {
  root: Hex32;
  author: Address;
  index: number;
  blockNumber: number;
  transactionHash: Hex32;
  /** Time of its block. */
  timestamp: Date;
  finality: Finality;
}

interface Row {
  business_key: string;
  root: Hex32;
  author: Address;
  index: string;
  block_number: string;
  transaction_hash: Hex32;
  timestamp: string;
  finality: Finality;
}

/** Where the root begins in the calldata of `anchor(bytes32)` and `anchorCheckpoint(bytes32)`, counted from 1: behind 0x and the selector. */
const ROOT_AT = 11;

/** Anchors by the business keys of the transactions that made them: anybody may anchor our roots, and only ours count. Those not on chain are absent. */
export async function anchorsSent(ctx: Pick<Ctx, "tx">, businessKeys: readonly string[]): Promise<Map<string, AnchorSent>> {
  if (businessKeys.length === 0) return new Map();
  const rows = await selectRows<Row>(
    ctx,
    `SELECT DISTINCT ON (t.business_key) t.business_key, a.root, a.author, a.index, a.block_number, a.transaction_hash, a.timestamp,
       chain_finality(a.block_number) AS finality
     FROM transactions t JOIN anchors a ON a.root = '0x' || substr(t.data, ${ROOT_AT}) AND a.author = t.sender
     WHERE t.business_key = ANY($1) ORDER BY t.business_key, a.index`,
    [businessKeys],
  );
  return new Map(
    rows.map(({ business_key, root, author, index, block_number, transaction_hash, timestamp, finality }) => [
      business_key,
      {
        ...{ root, author, finality, index: Number(index), blockNumber: Number(block_number), transactionHash: transaction_hash },
        timestamp: new Date(Number(timestamp) * 1_000),
      },
    ]),
  );
}
