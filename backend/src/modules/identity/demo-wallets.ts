import type { DemoWallet } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { privateKeyToAddress } from "viem/accounts";
import { developmentKey } from "../../config/development-keys.ts";
import type { Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "./identity.queries.ts";

/** Development accounts of the demonstration: five organisations that move goods, a verifier and an issuer; 0 deploys and 1 relays. */
const DEMO_ACCOUNT_INDICES = [2, 3, 4, 5, 6, 7, 8] as const;

/** The demonstration's wallets with their keys, which everybody knows. */
export async function demoWallets(ctx: Ctx): Promise<DemoWallet[]> {
  const keys = DEMO_ACCOUNT_INDICES.map((index) => developmentKey(index));
  const accounts = keys.map((key) => privateKeyToAddress(key) as Address);
  const parties = await partiesByAccount(ctx, accounts);
  return keys.map((privateKey, position) => {
    const account = accounts[position] as Address;
    return { account, name: parties.get(account)?.name ?? `Demonstration account ${position + 1}`, privateKey } as DemoWallet;
  });
}
