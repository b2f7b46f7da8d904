import { type Accounts, isConserved, NAMES, type Recount, recountCredits, sumOf } from "@waybill/protocol/credits/recount";
import { conservation, creditBatchWithHolders, type Conservation } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { RpcRequest } from "@waybill/protocol/verify/rpc/json-rpc";
import { getJson } from "../../../lib/api/client.ts";

/** What the reader relies on: the token whose logs count, and where it is. */
export interface Token {
  chainId: number;
  token: Address;
  fromBlock: number;
}

export interface Comparison {
  recount: Recount;
  sum: Accounts;
  /** Batches that do not add up by their own logs. */
  unlawful: string[];
  /** What the service tells otherwise, by account. */
  otherwise: { name: keyof Accounts; told: bigint; counted: bigint }[];
}

/**
 * Counts all grams again, or those of one batch, by a node of the reader's choice, as of the block that the service's own sums are of, and
 * compares.
 *
 * @returns null where the service has read no block yet
 * @throws {Error} with a plain sentence, where it cannot be decided
 */
export async function compareWithNode(
  request: RpcRequest,
  { chainId, token, fromBlock }: Token,
  batch: string | undefined,
): Promise<Comparison | null> {
  const asked = await request("eth_chainId", []);
  if (Number(asked) !== chainId) throw new Error(`this node is of chain ${Number(asked)}, not of chain ${chainId}`);
  const told =
    batch === undefined
      ? await getJson("/api/carbon/conservation", conservation)
      : await getJson(`/api/carbon/batches/${batch}`, creditBatchWithHolders);
  if (told.block === null) return null;
  const recount = await recountCredits(request, { token, fromBlock, toBlock: told.block.number });
  if (recount.blockHash !== told.block.hash) throw new Error(`this node knows another block ${told.block.number} than the service`);
  return comparisonOf(batch === undefined ? recount : onlyOf(recount, batch), told.accounts);
}

function onlyOf(recount: Recount, batch: string): Recount {
  return { ...recount, batches: new Map([...recount.batches].filter(([id]) => id === batch)) };
}

function comparisonOf(recount: Recount, told: Conservation["accounts"]): Comparison {
  const sum = sumOf(recount.batches.values());
  const names = NAMES.filter((name) => sum[name] !== BigInt(told[name]));
  return {
    ...{ recount, sum },
    unlawful: [...recount.batches].filter(([, accounts]) => !isConserved(accounts)).map(([batch]) => batch),
    otherwise: names.map((name) => ({ name, told: BigInt(told[name]), counted: sum[name] })),
  };
}
