import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { selectorOf } from "@waybill/protocol/hashing/keccak";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../../config/config.ts";
import type { Feed, FeedChain, FeedTables } from "./feed.ts";
import type { AnyProjection } from "./projection.ts";
import type { Sql } from "./store/connection.ts";
import type { EventTable } from "./tables/event-table.ts";
import { projectionTable } from "./tables/projection-table.ts";

/** The product's own feed: the contracts that were deployed, in the schema that migrations made. */
export function supplyChainFeed(deployment: Deployment, chain: FeedChain, schema = "public"): Feed {
  const { supplyChain, fromBlock, codeHash, carbon } = deployment;
  return {
    schema,
    chain,
    // The token comes with SupplyChain or after it; nobody can issue before its roles are given, which is later still.
    fromBlock,
    filter: { addresses: [supplyChain, ...(carbon ? [carbon.token] : [])], topics: null },
    codeHashes: { [supplyChain]: codeHash, ...(carbon ? { [carbon.token]: carbon.codeHash } : {}) },
    counters: [{ table: "anchors", address: supplyChain, data: selectorOf("size()") }],
    definition: feedDefinition(deployment),
    ...(carbon ? { former: { definition: supplyChain, joinedAt: carbon.fromBlock } } : {}),
  };
}

/** Names what the product's own feed is of. */
export function feedDefinition({ supplyChain, carbon }: Pick<Deployment, "supplyChain" | "carbon">): string {
  return carbon ? `${supplyChain} ${carbon.token}` : supplyChain;
}

export async function supplyChainTables(sql: Sql, deployment: Deployment, projections: readonly AnyProjection[]): Promise<FeedTables> {
  const { supplyChain, carbon } = deployment;
  const contracts = {
    supplyChain: { abi: supplyChainAbi, address: supplyChain },
    // Without a token no log comes from its address, and its tables stay empty.
    carbonToken: { abi: carbonTokenAbi, address: carbon?.token ?? NOBODY },
  };
  const tables: EventTable[] = [];
  for (const projection of projections)
    tables.push(await projectionTable(sql, { projection, ...contracts[projection.contract ?? "supplyChain"] }));
  return { tables, generated: [] };
}

const NOBODY = "0x0000000000000000000000000000000000000000" as Address;
