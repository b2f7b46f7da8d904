import type { FeedState, FeedView } from "@waybill/protocol/schemas/api/chain-status";
import type { Config } from "../../config/config.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { toHex32 } from "./bytes.ts";
import type { BlockRef } from "./indexer/blocks.ts";
import { configuredFeeds } from "./indexer/index-file.ts";
import { feedDefinition } from "./indexer/supply-chain-feed.ts";
import { LEADER_EXISTS } from "./indexer/store/connection.ts";

type Reading = Pick<Ctx, "tx">;

/** A feed by the name that people know, and the Postgres schema that holds its tables. */
export interface FeedPlace {
  name: string;
  schema: string;
  /** What is configured to be there; a schema that holds something else is no feed of ours. */
  configured?: { definition: string; chainId: number };
}

/** The product's own contract. */
export const MAIN_FEED: FeedPlace = Object.freeze({ name: "supply_chain", schema: "public" });

/** The product's own feed, then those of INDEX_FILE, whose schemas are their names. */
export function feedPlaces(config: Config): FeedPlace[] {
  const definition = feedDefinition(config.chain.deployment);
  return [
    { ...MAIN_FEED, configured: { definition, chainId: config.chain.id } },
    ...configuredFeeds(config).map(({ feed: { schema, definition, chain } }) => ({
      name: schema,
      schema,
      configured: { definition, chainId: chain.id },
    })),
  ];
}

type Place = Pick<BlockRef, "number" | "timestamp">;

interface FeedRow {
  chain_id: string;
  definition: string;
  state: FeedState;
  reason: string | null;
  proven_number: string | null;
  healed_logs: string;
  reorgs: string;
  updated_at: Date;
  [column: string]: string | Buffer | Date | null;
}

/** Every configured feed as its own cursor has it; one that was never started is there too. */
export async function listFeeds(ctx: Reading, feeds: readonly FeedPlace[]): Promise<FeedView[]> {
  const views: FeedView[] = [];
  for (const feed of feeds) views.push(await feedOf(ctx, feed));
  return views;
}

async function feedOf(ctx: Reading, { name, schema, configured }: FeedPlace): Promise<FeedView> {
  const [known] = await selectRows<{ exists: boolean; followed: boolean }>(
    ctx,
    `SELECT to_regclass($2) IS NOT NULL AS exists, ${LEADER_EXISTS} AS followed`,
    [schema, `${quoted(schema)}.chain_cursor`],
  );
  const isFollowed = known?.followed === true;
  const [row] = known?.exists
    ? await selectRows<FeedRow>(
        ctx,
        `SELECT c.*, (SELECT count(*) FROM ${quoted(schema)}.chain_reorgs) AS reorgs FROM ${quoted(schema)}.chain_cursor AS c`,
      )
    : [];
  const view = row ? viewOf(row) : NOT_STARTED;
  const isForeign = row && configured && (row.definition !== configured.definition || Number(row.chain_id) !== configured.chainId);
  return { ...view, ...(isForeign ? { state: "halted" as const, reason: OTHER_INDEX } : {}), name, isFollowed };
}

const OTHER_INDEX = "The database holds the index of another chain or contract under this name.";

const NOT_STARTED = Object.freeze({
  chainId: null,
  state: "loading",
  reason: "Nothing has been indexed yet.",
  head: null,
  safe: null,
  final: null,
  indexed: null,
  lagBlocks: null,
  lagSeconds: null,
  provenNumber: null,
  healedLogs: 0,
  reorgs: 0,
  updatedAt: null,
}) satisfies Omit<FeedView, "name" | "isFollowed">;

function viewOf(row: FeedRow): Omit<FeedView, "name" | "isFollowed"> {
  const [indexed, head] = [refOf(row, ""), refOf(row, "head_")];
  return {
    chainId: Number(row.chain_id),
    state: row.state,
    reason: row.reason,
    head,
    safe: refOf(row, "safe_"),
    final: refOf(row, "final_"),
    indexed,
    ...lagOf(head, indexed),
    provenNumber: row.proven_number === null ? null : Number(row.proven_number),
    healedLogs: Number(row.healed_logs),
    reorgs: Number(row.reorgs),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** How far reading is behind a head, never negative: a node that lags is no lead of ours. */
export function lagOf(head: Place | null, indexed: Place | null): { lagBlocks: number | null; lagSeconds: number | null } {
  if (!head || !indexed) return { lagBlocks: null, lagSeconds: null };
  const lagBlocks = Math.max(0, head.number - indexed.number);
  return { lagBlocks, lagSeconds: lagBlocks === 0 ? 0 : Math.max(0, head.timestamp - indexed.timestamp) };
}

function refOf(row: FeedRow, prefix: string): BlockRef | null {
  const hash = row[`${prefix}hash`];
  if (!Buffer.isBuffer(hash)) return null;
  return { number: Number(row[`${prefix}number`]), hash: toHex32(hash), timestamp: Number(row[`${prefix}timestamp`]) };
}

/** A schema's name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
