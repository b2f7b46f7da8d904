import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Portfolio } from "@waybill/protocol/schemas/api/credits";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createWalletClient, http, publicActions } from "viem";
import { type ApiClient, waitFor } from "./api-client.ts";
import type { Organisation } from "./organisations.ts";

const GRAMS = 500_000n;

/**
 * Passes a part of the grams on to another organisation, by a transaction that their holder pays for itself. Goes on where an earlier run
 * stopped. Answers what happened in words; undefined where the holder's account can pay for none.
 */
export async function passOn(api: ApiClient, rpcUrl: string, from: Organisation, to: Organisation): Promise<string | undefined> {
  const said = `${formatGrams(GRAMS)} of it passed on`;
  const portfolioOf = async ({ account }: Organisation) => (await api.get(`/api/carbon/accounts/${account.address}`)) as Portfolio;
  if ((await portfolioOf(to)).batches.length > 0) return said;
  const { batch } = await waitFor("the grams of the pallet's saving", async () => (await portfolioOf(from)).batches[0]);
  const { contracts } = (await api.get("/api/config")) as PublicConfig;
  const client = createWalletClient({ account: from.account, transport: http(rpcUrl) }).extend(publicActions);
  if ((await client.getBalance({ address: from.account.address })) === 0n) return undefined;
  const hash = await client.writeContract({
    ...{ address: contracts.carbonToken as Address, abi: carbonTokenAbi, functionName: "safeTransferFrom", chain: null },
    args: [from.account.address, to.account.address, BigInt(batch), GRAMS, "0x"],
  });
  const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 200 });
  if (status !== "success") throw new Error("the token refused the transfer");
  await waitFor("the transfer", async () => (await portfolioOf(to)).batches[0]);
  return said;
}
