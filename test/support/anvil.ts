import { join } from "node:path";
import { startAnvil as startChain, type Anvil } from "../../scripts/services/anvil.ts";
import { runDirectory, track } from "./resources.ts";

let chains = 0;

/**
 * A fresh development chain for a test file; stopped after the last test at the latest.
 * Accounts are those of the well-known development mnemonic (`developmentKey`).
 *
 * @param args More of anvil's own arguments, e.g. `["--no-mining"]`.
 */
export async function startAnvil(args: readonly string[] = [], chainId?: number): Promise<Anvil> {
  const anvil = await startChain({ logFile: join(runDirectory(), `anvil-${++chains}.log`), args, chainId });
  track(anvil.child);
  return anvil;
}

/** Mines empty blocks, e.g. to make what was sent before safe and final. */
export async function mine(anvil: Anvil, blocks = 1): Promise<void> {
  await anvil.rpc("anvil_mine", [`0x${blocks.toString(16)}`]);
}
