import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import type { CarbonRights } from "@waybill/protocol/schemas/api/credits";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { createWalletClient, http, publicActions } from "viem";
import type { ApiClient } from "./api-client.ts";
import type { DemoChain } from "./load.ts";
import { developmentAccount, type Organisation } from "./organisations.ts";
import { register } from "./register.ts";

/** `ISSUER` and `ADMIN` of the permission table. */
const [ISSUER_ROLE, ADMIN_ROLE] = [3n, 0n];

/** Development account that issues and cancels from a wallet of its own; an organisation like others, so that it can publish its reasons. */
const ISSUER = {
  account: developmentAccount(8),
  name: "Biscayne Carbon Registry",
  gln: "0860009994003",
  country: "US",
  roles: ROLE.processor,
};

/**
 * Gives the demonstration an issuer whose wallet a visitor can use: the registrar's account sends transactions for the service, and must not send
 * others. Answers who issues: that one, or the registrar's where the development deployer administers nothing.
 */
export async function provideIssuer(api: ApiClient, rpcUrl: string, chain: DemoChain): Promise<Organisation["account"]> {
  await register(api, chain, ISSUER);
  const { account } = ISSUER;
  const mayIssue = async () => ((await api.get(`/api/carbon/accounts/${account.address}/rights`)) as CarbonRights).mayIssue;
  if (await mayIssue()) return account;
  const { contracts } = (await api.get("/api/config")) as PublicConfig;
  const manager = { address: contracts.accessManager as Address, abi: accessManagerAbi };
  const deployer = createWalletClient({ account: developmentAccount(0), transport: http(rpcUrl) }).extend(publicActions);
  const [isAdmin, delay] = await deployer.readContract({
    ...manager,
    functionName: "hasRole",
    args: [ADMIN_ROLE, deployer.account.address],
  });
  if (!isAdmin || delay !== 0 || (await deployer.getBalance({ address: deployer.account.address })) === 0n) return developmentAccount(1);
  const hash = await deployer.writeContract({
    ...manager,
    functionName: "grantRole",
    chain: null,
    args: [ISSUER_ROLE, account.address, 0],
  });
  await deployer.waitForTransactionReceipt({ hash, pollingInterval: 200 });
  return account;
}
