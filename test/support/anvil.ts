import { join } from "node:path";
import { startAnvil as startChain, type Anvil } from "../../scripts/services/anvil.ts";
import { callRpc } from "../../scripts/services/json-rpc.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { runDirectory, track } from "./resources.ts";

let chains = 0;

/**
 * A fresh development chain for a test file; stopped after the last test at the latest.
 * Accounts are those of the well-known development mnemonic (`developmentKey`).
 *
 * @param args More of anvil's own arguments, e.g. `["--no-mining"]`.
 */
export async function startAnvil(args: readonly string[] = [], chainId?: number): Promise<Anvil> {
  return startChain({ logFile: join(runDirectory(), `anvil-${++chains}.log`), args, chainId, onStarted: track });
}

/** Mines empty blocks, e.g. to make what was sent before safe and final. */
export async function mine(anvil: Anvil, blocks = 1): Promise<void> {
  await anvil.rpc("anvil_mine", [`0x${blocks.toString(16)}`]);
}

/** First account of the development mnemonic; anvil signs for it. */
const SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

/** Sends a plain transaction to a development chain and waits until it is in a block. Returns its hash. */
export async function sendSomething(url: string): Promise<string> {
  const hash = String(await callRpc(url, "eth_sendTransaction", [{ from: SENDER, to: SENDER, value: "0x1" }]));
  await waitFor(() => callRpc(url, "eth_getTransactionReceipt", [hash]), { what: "mining of a transaction" });
  return hash;
}
