import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { developmentKey } from "../../../../backend/src/config/development-keys.ts";
import { deploySystem } from "../../../deploy.ts";
import { startAnvil, type Anvil } from "../../../services/anvil.ts";
import { anchoredTopic, anchorInterface, eventAnchor } from "./contract.ts";

/** First account of the development mnemonic; anvil signs for it. */
const SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
/** Second one: the registrar that a deployment of the product needs. */
const REGISTRAR = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
/** That of development chains: on others the product's deployment needs contracts that only public ones have. */
const CHAIN_ID = 31337;
/** Several thousand events fit in one block. */
export const BLOCK_GAS = 30_000_000_000;
const ARGUMENTS = ["--no-mining", "--gas-limit", String(BLOCK_GAS), "--balance", "1000000000", "--order", "fifo"];

export interface ChainOptions {
  folder: string;
  port?: number;
  /** Twice as many blocks later a block is final. 32, as on Ethereum, when left out. */
  slotsInAnEpoch?: number;
  /** States that anvil keeps in memory: a block that goes back further than some 500 by its own measure has no contract any more. */
  keptStates?: number;
  /** Makes the events other ones than those of another chain. */
  salt?: number;
}

/** A development chain with both the product's contracts and the one that is indexed; nothing is mined unless asked. */
export interface BenchChain {
  anvil: Anvil;
  rpcUrl: string;
  webSocketUrl: string;
  chainId: number;
  address: string;
  topic: string;
  /** Block of the deployment of the indexed contract. */
  fromBlock: number;
  /** Last block that `fill` made; later ones come from `mineEvents`. */
  lastFilledBlock: number;
  /** What the product must know about its own contracts. */
  deploymentFile: string;
  /** Makes the next call's events differ from all others. */
  salt: number;
  stop(): Promise<void>;
}

export async function startBenchChain({ folder, port, slotsInAnEpoch = 32, keptStates, salt = 1 }: ChainOptions): Promise<BenchChain> {
  const args = keptStates === undefined ? ARGUMENTS : [...ARGUMENTS, "--prune-history", String(keptStates)];
  const anvil = await startAnvil({ logFile: join(folder, "anvil.log"), port, slotsInAnEpoch, args });
  try {
    const { address, fromBlock } = await deployAnchor(anvil);
    const deploymentFile = join(folder, `deployment-${anvil.child.identity.pid}.json`);
    await deployProduct(anvil, deploymentFile);
    return {
      anvil,
      rpcUrl: anvil.url,
      webSocketUrl: anvil.url.replace("http:", "ws:"),
      chainId: CHAIN_ID,
      address,
      topic: anchoredTopic(),
      fromBlock,
      lastFilledBlock: fromBlock,
      deploymentFile,
      salt,
      stop: () => anvil.stop(),
    };
  } catch (error) {
    await anvil.stop();
    throw error;
  }
}

/** The very first transaction of the chain, so that the address is the same on every one. */
async function deployAnchor(anvil: Anvil): Promise<{ address: string; fromBlock: number }> {
  const hash = await anvil.rpc("eth_sendTransaction", [{ from: SENDER, data: eventAnchor().bytecode, gas: "0x300000" }]);
  await anvil.rpc("evm_mine");
  const receipt = (await anvil.rpc("eth_getTransactionReceipt", [hash])) as { contractAddress: string; blockNumber: string };
  return { address: receipt.contractAddress, fromBlock: Number(receipt.blockNumber) };
}

/** A product always has its own contract. */
async function deployProduct(anvil: Anvil, file: string): Promise<void> {
  await anvil.rpc("evm_setAutomine", [true]);
  const deployment = await deploySystem({ rpcUrl: anvil.url, deployerKey: developmentKey(0), admin: SENDER, registrar: REGISTRAR });
  await anvil.rpc("evm_setAutomine", [false]);
  writeFileSync(file, JSON.stringify(deployment));
}

/** A call that emits events, as anvil takes it. */
export function anchorCall(chain: BenchChain, events: number): Record<string, string> {
  const data = anchorInterface().encodeFunctionData("anchorMany", [events, chain.salt++]);
  return { from: SENDER, to: chain.address, data, gas: hex(100_000 + events * 8_000) };
}

/** One block with one transaction of so many events. Returns the transaction's hash. */
export async function mineEvents(chain: BenchChain, events: number): Promise<string> {
  const hash = await sendEvents(chain, events);
  await chain.anvil.rpc("evm_mine");
  return hash;
}

/** Puts a transaction in the pool, for the next block. Returns its hash. */
export async function sendEvents(chain: BenchChain, events: number): Promise<string> {
  return String(await chain.anvil.rpc("eth_sendTransaction", [anchorCall(chain, events)]));
}

/** What the next transaction's nonce must be. */
export async function nonceOf({ anvil }: BenchChain): Promise<number> {
  return Number(await anvil.rpc("eth_getTransactionCount", [SENDER, "pending"]));
}

export async function mineEmpty(chain: BenchChain, blocks = 1): Promise<void> {
  await chain.anvil.rpc("anvil_mine", [hex(blocks), "0x1"]);
}

export async function headNumber({ anvil }: BenchChain): Promise<number> {
  return Number(await anvil.rpc("eth_blockNumber"));
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
