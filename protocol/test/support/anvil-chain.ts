import { createWalletClient, http, publicActions, type ContractFunctionArgs, type ContractFunctionName } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { supplyChainAbi as abi } from "../../src/abi/supply-chain.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import type { ActorState, AnchoredLog } from "../../src/verify/chain-reader.ts";
import { accountNamed } from "./accounts.ts";
import type { AnchoringChain, Mined } from "./service.ts";

type WriteName = ContractFunctionName<typeof abi, "nonpayable">;

const GAS = 1_000_000n;

/** The real contract on a development chain, for the same builders as the chain in memory. Sends at once, from any account. */
export class AnvilChain implements AnchoringChain {
  readonly chainId = 31337;
  readonly supplyChain: Address;
  private readonly client;
  private readonly registrar: PrivateKeyAccount;
  private readonly log: AnchoredLog[] = [];

  constructor(url: string, supplyChain: string, registrar: PrivateKeyAccount) {
    this.client = createWalletClient({ transport: http(url) }).extend(publicActions);
    this.supplyChain = supplyChain as Address;
    this.registrar = registrar;
  }

  async register(account: Address, { roles, profileHash }: Pick<ActorState, "roles" | "profileHash">): Promise<void> {
    await this.send(this.registrar, "registerActor", [account, roles, profileHash]);
  }

  async anchor(author: Address, root: Hex32): Promise<Mined & { index: number }> {
    const keeper = [accountNamed("Keeper")].find(({ address }) => address === author);
    if (keeper === undefined) throw new Error(`no key for ${author}`);
    await this.client.request({ method: "anvil_setBalance", params: [author, "0xde0b6b3a7640000"] } as never);
    const mined = await this.send(keeper, "anchor", [root]);
    const index = this.log.length;
    this.log.push({ index, root, author, ...mined });
    return { index, ...mined };
  }

  anchors(): AnchoredLog[] {
    return this.log;
  }

  /** Calls the contract and waits for the block. */
  async send<Name extends WriteName>(
    account: PrivateKeyAccount,
    functionName: Name,
    args: ContractFunctionArgs<typeof abi, "nonpayable", Name>,
  ): Promise<Mined> {
    const request = { abi, address: this.supplyChain, functionName, args, account, gas: GAS, chain: null };
    const hash = await this.client.writeContract(request as never);
    const receipt = await this.client.waitForTransactionReceipt({ hash, pollingInterval: 20 });
    if (receipt.status !== "success") throw new Error(`${functionName} was reverted`);
    const { timestamp } = await this.client.getBlock({ blockHash: receipt.blockHash });
    const { blockNumber, blockHash, transactionHash } = receipt;
    return {
      blockNumber: Number(blockNumber),
      blockHash: blockHash as Hex32,
      transactionHash: transactionHash as Hex32,
      timestamp: Number(timestamp),
    };
  }
}
