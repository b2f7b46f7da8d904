import { ROLE } from "@waybill/protocol/typed-data/roles";
import { deploySystem, type Deployment } from "../../../scripts/deploy.ts";
import type { Anvil } from "../../../scripts/services/anvil.ts";
import { startAnvil } from "../../../test/support/anvil.ts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { createCaller, type Caller } from "./caller.ts";
import { waitFor } from "./wait-for.ts";

/** Development accounts: who deploys, who relays and registers, and two organisations. */
export const KEYS = {
  deployer: developmentKey(0),
  relayer: developmentKey(1),
  alice: developmentKey(2),
  bob: developmentKey(3),
} as const;

export interface DeployedChain {
  anvil: Anvil;
  caller: Caller;
  deployment: Deployment;
}

/** How the first chain of this run came to have the contracts: what another one takes to become the same, block by block. */
interface Recorded {
  deployment: Deployment;
  /** The signed transactions, in order; each had a block of its own. */
  transactions: readonly { raw: string; from: string }[];
}

let recorded: Promise<Recorded> | undefined;

/**
 * A fresh chain with the contracts and a registered anchoring service on it. The first of a run is deployed as any chain is; the others are
 * given the very transactions of the first, which takes a tenth of the time.
 */
export async function startDeployedChain(): Promise<DeployedChain> {
  const anvil = await startAnvil();
  const caller = createCaller(anvil.url);
  const isFirst = recorded === undefined;
  recorded ??= deployAndRecord(anvil, caller);
  const { deployment, transactions } = await recorded;
  if (!isFirst) await replay(anvil, transactions);
  caller.use(deployment.supplyChain);
  return { anvil, caller, deployment };
}

async function deployAndRecord(anvil: Anvil, caller: Caller): Promise<Recorded> {
  const deployment = await deploySystem({
    rpcUrl: anvil.url,
    deployerKey: KEYS.deployer,
    admin: caller.addressOf(KEYS.deployer),
    registrar: caller.addressOf(KEYS.relayer),
  });
  caller.use(deployment.supplyChain);
  // Histories count only when a registered anchoring service keeps them.
  await caller.write(KEYS.relayer, "registerActor", [caller.addressOf(KEYS.relayer), ROLE.anchorer, `0x${"a1".repeat(20)}`]);
  const head = await headOf(anvil);
  const blocks = Array.from({ length: head }, (_, index) => anvil.rpc("eth_getBlockByNumber", [quantity(index + 1), true]));
  const sent = ((await Promise.all(blocks)) as { transactions: { hash: string; from: string }[] }[]).flatMap((block) => block.transactions);
  if (sent.length !== head) throw new Error("a block of the deployment holds none or several transactions");
  const transactions = sent.map(async ({ hash, from }) => ({ raw: String(await anvil.rpc("eth_getRawTransactionByHash", [hash])), from }));
  return { deployment, transactions: await Promise.all(transactions) };
}

async function replay(anvil: Anvil, transactions: Recorded["transactions"]): Promise<void> {
  for (const [index, { raw, from }] of transactions.entries()) {
    // Only the deployer of the factory that everybody has at the same address begins with nothing.
    if ((await anvil.rpc("eth_getBalance", [from, "latest"])) === "0x0") await anvil.rpc("anvil_setBalance", [from, quantity(10n ** 18n)]);
    await anvil.rpc("eth_sendRawTransaction", [raw]);
    await waitFor("the block of a transaction", async () => ((await headOf(anvil)) === index + 1 ? true : undefined));
  }
}

async function headOf(anvil: Anvil): Promise<number> {
  return Number(await anvil.rpc("eth_blockNumber"));
}

function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}
