import { z } from "zod";
import { address, blockNumber, hex32, unixSeconds } from "../primitives.ts";

/** GET /api/config: what a browser needs before it does anything. */
export const publicConfig = z.object({
  mode: z.enum(["development", "production"]),
  /** Demonstration data and the demonstration wallet are offered. */
  demo: z.boolean(),
  /** Anybody may register an organisation with a wallet. */
  openRegistration: z.boolean(),
  /** Whether anybody may make an account, which a passkey opens; otherwise by wallet or invitation alone. */
  signUp: z.enum(["passkey", "off"]),
  chain: z.object({
    id: z.number().int(),
    name: z.string(),
    /** A node that browsers can reach; `/rpc` on our own host in development. Relative URLs are resolved against the page. */
    rpcUrl: z.string(),
    /** Block explorer base URL, or null: then our own pages are the explorer. */
    explorerUrl: z.string().nullable(),
  }),
  contracts: z.object({
    supplyChain: address,
    accessManager: address,
    fromBlock: blockNumber,
    /** Grams of CO₂e; absent where the deployment has no token. */
    carbonToken: address.optional(),
  }),
  anchoring: z.object({ maxEvents: z.number().int(), maxSeconds: z.number().int() }),
});
export type PublicConfig = z.infer<typeof publicConfig>;

export const blockRef = z.object({ number: blockNumber, hash: hex32, timestamp: unixSeconds });

/** GET /api/chain: what we know of the chain, and how far behind we are. */
export const chainStatus = z.object({
  chainId: z.number().int(),
  head: blockRef.nullable(),
  safe: blockRef.nullable(),
  final: blockRef.nullable(),
  /** Last block whose logs are in the read model. */
  indexed: blockRef.nullable(),
  lagBlocks: z.number().int().nullable(),
  /** In the chain's own time: between the newest block and the last one indexed. */
  lagSeconds: z.number().int().nullable(),
  /** True when the node that answers is on another chain, or the contract is not there. */
  foreign: z.boolean(),
  /** False when the node cannot be reached; the page then says since when. */
  reachable: z.boolean(),
  unreachableSince: z.string().nullable(),
  reorgs: z.number().int(),
  relayer: z.object({
    address,
    balanceWei: z.string(),
    queued: z.number().int(),
    sent: z.number().int(),
    oldestQueuedAt: z.string().nullable(),
  }),
  anchors: z.object({ count: z.number().int(), pendingStatements: z.number().int(), oldestPendingAt: z.string().nullable() }),
});
export type ChainStatus = z.infer<typeof chainStatus>;

/** Cursor-paged lists: `next` is passed back as `?after=`; null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
