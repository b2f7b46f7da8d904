import { hexToBigInt, hexToNumber, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import type { IsOurChain } from "./deployment-check.ts";
import type { BlockRef } from "./indexer/blocks.ts";

/** What only the node knows, as of the last look. */
export interface NodeView {
  head: BlockRef | null;
  /** Accounts of which nothing is known are absent. */
  balances: ReadonlyMap<Address, bigint>;
  gasPriceWei: bigint;
  /** Another chain, or the contract is not there. */
  isForeign: boolean;
  isReachable: boolean;
  unreachableSince: string | null;
}

export type LookAtNode = () => Promise<NodeView>;

/** Many readers share one look at the node. */
const TTL_MILLISECONDS = 500;
/** A node that hangs costs a reader no more than this. */
const BUDGET_MILLISECONDS = 1_000;

export interface NodeViewParts {
  app: App;
  client: Pick<PublicClient, "request">;
  isOurChain: IsOurChain;
  accounts: () => readonly Address[];
}

export function createNodeView({ app, client, isOurChain, accounts }: NodeViewParts): LookAtNode {
  let last: NodeView = {
    head: null,
    balances: new Map(),
    gasPriceWei: 0n,
    isForeign: false,
    isReachable: true,
    unreachableSince: null,
  };
  let lookedAt = -Infinity;
  let looking: Promise<NodeView> | undefined;

  const lose = (): void => {
    const unreachableSince = last.unreachableSince ?? app.clock.now().toISOString();
    last = { ...last, head: null, balances: new Map(), isForeign: false, isReachable: false, unreachableSince };
  };
  const look = async (): Promise<NodeView> => {
    try {
      last = { ...(await read(client, isOurChain, accounts())), isReachable: true, unreachableSince: null };
    } catch {
      lose();
    }
    lookedAt = app.clock.now().getTime();
    return last;
  };
  return async () => {
    const isFresh = () => app.clock.now().getTime() - lookedAt < TTL_MILLISECONDS;
    if (isFresh()) return last;
    looking ??= look().finally(() => (looking = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, BUDGET_MILLISECONDS, "late")));
    const seen = await Promise.race([looking, late]).finally(() => clearTimeout(timer));
    if (seen !== "late") return seen;
    lose();
    return last;
  };
}

async function read(client: NodeViewParts["client"], isOurChain: IsOurChain, accounts: readonly Address[]) {
  const [block, gasPrice, isOurs, ...balances] = await Promise.all([
    client.request({ method: "eth_getBlockByNumber", params: ["latest", false] }),
    client.request({ method: "eth_gasPrice" }),
    isOurChain(),
    ...accounts.map((account) => client.request({ method: "eth_getBalance", params: [account, "latest"] })),
  ]);
  if (!block?.number || !block.hash) throw new Error("the node has no newest block");
  return {
    head: { number: hexToNumber(block.number), hash: block.hash as Hex32, timestamp: hexToNumber(block.timestamp) },
    gasPriceWei: hexToBigInt(gasPrice),
    isForeign: !isOurs,
    balances: new Map(accounts.map((account, index) => [account, hexToBigInt(balances[index] ?? "0x0")])),
  };
}
