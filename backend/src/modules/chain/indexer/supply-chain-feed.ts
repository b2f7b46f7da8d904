import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { selectorOf } from "@waybill/protocol/hashing/keccak";
import type { Deployment } from "../../../config/config.ts";
import type { Feed, FeedChain, FeedTables } from "./feed.ts";
import type { AnyProjection } from "./projection.ts";
import type { Sql } from "./store/connection.ts";
import type { EventTable } from "./tables/event-table.ts";
import { projectionTable } from "./tables/projection-table.ts";

/** The product's own feed: the contract that was deployed, in the schema that migrations made. */
export function supplyChainFeed({ supplyChain, fromBlock, codeHash }: Deployment, chain: FeedChain, schema = "public"): Feed {
  return {
    schema,
    chain,
    fromBlock,
    filter: { addresses: [supplyChain], topics: null },
    codeHashes: { [supplyChain]: codeHash },
    counters: [{ table: "anchors", address: supplyChain, data: selectorOf("size()") }],
    definition: supplyChain,
  };
}

export async function supplyChainTables(sql: Sql, { supplyChain }: Deployment, projections: readonly AnyProjection[]): Promise<FeedTables> {
  const tables: EventTable[] = [];
  for (const projection of projections) tables.push(await projectionTable(sql, { projection, abi: supplyChainAbi, address: supplyChain }));
  return { tables, generated: [] };
}
