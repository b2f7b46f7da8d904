import type { Anvil } from "../../../scripts/services/anvil.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";

/** Sends as one of anvil's own accounts and waits until a block holds it. */
export async function sendFrom(anvil: Pick<Anvil, "rpc">, from: string, to: string, data: string): Promise<void> {
  const hash = await anvil.rpc("eth_sendTransaction", [{ from, to, data, gas: "0x7a120" }]);
  await waitFor(() => anvil.rpc("eth_getTransactionReceipt", [hash]), { what: "mining of a transaction", pollMilliseconds: 5 });
}
