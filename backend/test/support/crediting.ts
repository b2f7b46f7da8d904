import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { batchKey } from "../../src/modules/credits/credits.projections.ts";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import {
  batchIdOf,
  issueTypedData,
  savingHashOf,
  type CarbonChain,
  type Claim,
  type IssueMessage,
} from "@waybill/protocol/typed-data/carbon";
import { createWalletClient, http, keccak256, publicActions, stringToHex, zeroHash, type Abi } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { KEYS, type ChainWorld } from "./chain-world.ts";

export const VERIFIER = developmentKey(7);
const VERIFIER_ROLE = 4n;
const [REGISTRY, PROJECT] = ["Waybill transport savings", "truck to rail"].map((name) => keccak256(stringToHex(name)) as Hex32) as [
  Hex32,
  Hex32,
];

const word = (name: string): Hex32 => keccak256(stringToHex(name)) as Hex32;
export const SAVING = { baseline: word("baseline"), actual: word("actual"), methodology: word("methodology"), evidence: word("evidence") };

/** A direct line to the token, past all code under test. */
export function creditActions(world: ChainWorld) {
  const token = world.deployment.carbon.token as Address;
  const chain: CarbonChain = { chainId: world.deployment.chainId, token };
  const client = createWalletClient({ transport: http(world.anvil.url) }).extend(publicActions);
  const addressOf = (key: Hex32) => privateKeyToAccount(key).address as Address;
  let serials = 1n;

  /** Sends, and answers the hash once a block holds it. */
  async function send(key: Hex32, to: string, abi: Abi, functionName: string, args: readonly unknown[]): Promise<Hex32> {
    const request = { address: to as Address, abi, functionName, args, account: privateKeyToAccount(key), chain: null, gas: 1_000_000n };
    const hash = await client.writeContract(request as never);
    const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
    if (status !== "success") throw new Error(`${functionName} was refused`);
    return hash as Hex32;
  }
  const write = (key: Hex32, functionName: string, args: readonly unknown[]) => send(key, token, carbonTokenAbi, functionName, args);

  return {
    chain,
    addressOf,
    write,
    /** Sends at a fee that goes before all others, and does not wait for a block. */
    async sendUnmined(key: Hex32, functionName: string, args: readonly unknown[]): Promise<void> {
      const fees = { maxFeePerGas: 10n ** 12n, maxPriorityFeePerGas: 10n ** 12n, gas: 1_000_000n };
      const request = { address: token, abi: carbonTokenAbi, functionName, args, account: privateKeyToAccount(key), chain: null, ...fees };
      await client.writeContract(request as never);
    },
    read: (functionName: string, args: readonly unknown[]) =>
      client.readContract({ address: token, abi: carbonTokenAbi, functionName, args } as never) as Promise<unknown>,
    async grantRoles() {
      await send(KEYS.deployer, world.deployment.accessManager, accessManagerAbi as Abi, "grantRole", [
        ...[VERIFIER_ROLE, addressOf(VERIFIER), 0],
      ]);
    },
    /** Issues grams to a key's account, a tenth of them withheld; the registrar's account may issue. */
    async issue(to: Hex32, grams: bigint, changes: Partial<IssueMessage> = {}, issuer: Hex32 = KEYS.relayer): Promise<Hex32> {
      const message: IssueMessage = {
        ...{
          to: addressOf(to),
          registry: REGISTRY,
          project: PROJECT,
          vintage: 2024,
          firstSerial: serials,
          lastSerial: serials + grams - 1n,
        },
        ...{ bufferShare: 1_000, saving: SAVING, deadline: 2 ** 40, ...changes },
      };
      serials = message.lastSerial + 1n;
      const signature = await privateKeyToAccount(VERIFIER).signTypedData(issueTypedData(chain, message));
      const { saving, ...terms } = message;
      await write(issuer, "issue", [{ ...terms, savingHash: savingHashOf(saving) }, addressOf(VERIFIER), signature]);
      return batchKey(batchIdOf(message));
    },
    claim: (beneficiary: Hex32, changes: Partial<Claim> = {}): Claim => ({
      ...{ beneficiary: addressOf(beneficiary), shipment: zeroHash as Hex32, periodStart: 1_704_067_200, periodEnd: 1_735_689_599 },
      ...{ country: "0x4445", ...changes },
    }),
  };
}
