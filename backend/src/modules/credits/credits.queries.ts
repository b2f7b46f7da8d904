import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";
import { accountsOf, BATCH_ACCOUNTS, type AccountsRow } from "./accounts.sql.ts";
import { batchKey } from "./credits.projections.ts";

/** What the chain says of an issuance. */
export interface IssuedBatch {
  issuedTo: Address;
  verifier: Address;
  lastSerial: bigint;
  bufferShare: number;
  savingHash: Hex32;
  transactionHash: Hex32;
  blockNumber: number;
}

/** Those of some batches, by their ids, that the index has as issued. */
export async function issuedBatches(ctx: Pick<Ctx, "tx">, ids: readonly bigint[]): Promise<Map<bigint, IssuedBatch>> {
  const byKey = new Map(ids.map((id) => [batchKey(id), id]));
  const rows = await selectRows<Record<string, string>>(
    ctx,
    `SELECT batch, issued_to, verifier, last_serial, buffer_share, saving_hash, transaction_hash, block_number
     FROM credit_batches WHERE batch = ANY($1)`,
    [[...byKey.keys()]],
  );
  return new Map(
    rows.map((row) => [
      byKey.get(row["batch"] as Hex32) ?? 0n,
      {
        ...{ issuedTo: row["issued_to"] as Address, verifier: row["verifier"] as Address, lastSerial: BigInt(row["last_serial"] ?? "") },
        ...{ bufferShare: Number(row["buffer_share"]), savingHash: row["saving_hash"] as Hex32 },
        ...{ transactionHash: row["transaction_hash"] as Hex32, blockNumber: Number(row["block_number"]) },
      },
    ]),
  );
}

/** How some batches stand, by their ids; those that the index does not have are absent. */
export async function accountsOfBatches(ctx: Pick<Ctx, "tx">, ids: readonly bigint[]): Promise<Map<bigint, CreditAccounts>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows<AccountsRow & { batch: Hex32 }>(
    ctx,
    `SELECT b.batch, a.* FROM credit_batches b ${BATCH_ACCOUNTS} WHERE b.batch = ANY($1)`,
    [ids.map(batchKey)],
  );
  return new Map(rows.map((row) => [BigInt(row.batch), accountsOf(row)]));
}
