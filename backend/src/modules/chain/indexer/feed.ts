import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import type { LogFilter } from "./node/chain-node.ts";
import type { EventTable } from "./tables/event-table.ts";
import type { GeneratedTable } from "./tables/generated-table.ts";

/** A view of a contract that counts its events of one kind, so that a missing row shows whatever a node left out. */
export interface Counter {
  /** Table whose rows are counted. */
  table: string;
  address: Address;
  /** Calldata of the view, which answers a uint256. */
  data: `0x${string}`;
}

/** Where a feed's chain is read. */
export interface FeedChain {
  id: number;
  rpcUrl: string;
  wsUrl: string;
  /** Depth below the head that counts as final where the node has no `finalized` tag. */
  finalityDepth: number;
}

/** The chain that the configuration names. */
export function mainChain({ chain }: Pick<Config, "chain">): FeedChain {
  return { id: chain.id, rpcUrl: chain.rpcUrl.reveal(), wsUrl: chain.wsUrl.reveal(), finalityDepth: chain.finalityDepth };
}

/** What is indexed together: some contracts of one chain, one cursor, and the tables made of their events, all in one Postgres schema. */
export interface Feed {
  /** Postgres schema, and the feed's name: `public` for the product's own. */
  schema: string;
  chain: FeedChain;
  /** First block that can hold a log. */
  fromBlock: number;
  filter: LogFilter;
  /** Code that must stand at a contract before anything is undone; null where any code will do. */
  codeHashes: Readonly<Record<Address, Hex32 | null>>;
  counters: readonly Counter[];
  /** Names what is indexed: rows of a feed with another definition are not ours. */
  definition: string;
  /** What it was before a contract joined it, and the first block that can hold a log of that one. */
  former?: { definition: string; joinedAt: number };
}

/** The tables of a feed. Those made from an ABI are created by the indexer, the others by migrations. */
export interface FeedTables {
  tables: readonly EventTable[];
  generated: readonly GeneratedTable[];
}
