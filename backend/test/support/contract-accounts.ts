import { readFileSync } from "node:fs";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { createWalletClient, getAddress, hashTypedData, http, keccak256, publicActions, stringToHex, type Abi, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Signer } from "./capture-on-chain.ts";
import type { ChainBackend } from "./chain-backend.ts";
import { KEYS, type ChainWorld } from "./chain-world.ts";
import { waitFor } from "./wait-for.ts";

const clientOf = (world: ChainWorld) =>
  createWalletClient({ transport: http(world.anvil.url), account: privateKeyToAccount(KEYS.deployer) }).extend(publicActions);

/** A contract account that one key signs for; a HoldingWallet takes tokens, too. */
export function deployWallet(world: ChainWorld, owner: Hex32, name: "HoldingWallet" | "KeyWallet" = "HoldingWallet"): Promise<Address> {
  return deploy(world, name, [privateKeyToAccount(owner).address]);
}

/** A contract account that a passkey signs for. */
export function deployPasskeyWallet(world: ChainWorld, { x, y }: { x: Hex; y: Hex }): Promise<Address> {
  return deploy(world, "PasskeyWallet", [x, y]);
}

async function deploy(world: ChainWorld, name: string, args: readonly unknown[]): Promise<Address> {
  const file = new URL(`../../../artifacts/contracts/mocks/${name}.sol/${name}.json`, import.meta.url);
  const { abi, bytecode } = JSON.parse(readFileSync(file, "utf8")) as { abi: Abi; bytecode: Hex };
  const client = clientOf(world);
  const hash = await client.deployContract({ abi, bytecode, args, chain: null });
  const { contractAddress } = await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
  if (!contractAddress) throw new Error("the wallet was not deployed");
  return getAddress(contractAddress) as Address;
}

/** From now on the code of a wallet stands behind the account of a key, too (EIP-7702). */
export async function delegate(world: ChainWorld, key: Hex32, wallet: Address): Promise<Address> {
  const [client, account] = [clientOf(world), privateKeyToAccount(key)];
  const nonce = await client.getTransactionCount({ address: account.address });
  const authorization = await account.signAuthorization({ address: wallet, chainId: world.deployment.chainId, nonce });
  const hash = await client.sendTransaction({ to: client.account.address, authorizationList: [authorization], chain: null });
  await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
  return account.address as Address;
}

/** Makes an account, contract or not, an organisation. */
export async function registerAccount(
  { backend, world }: { backend: ChainBackend; world: ChainWorld },
  { account, sign, name }: Signer & { name: string },
): Promise<void> {
  const registration = { profile: { account, name }, roles: ROLE.producer, nonce: keccak256(stringToHex(name)) as Hex32 };
  const chain = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address };
  const signature = await sign(hashTypedData(registrationTypedData(chain, registration)) as Hex32);
  const answer = await backend.post("/api/organisations", { ...registration, signature });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  await waitFor(`the registration of ${name}`, async () => {
    const { status, body } = await backend.get<{ finality: string | null }>(`/api/actors/${account}`);
    return status === 200 && body.finality !== null && body.finality !== "pending" ? true : undefined;
  });
}
