import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Abi } from "abitype";
import { z } from "zod";
import { selectorOf } from "@waybill/protocol/hashing/keccak";
import { address, blockNumber, type Address } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import { isReadableOnTheWay } from "../../../config/production.ts";
import { eventsOf, topic0Of } from "./decode/event-layout.ts";
import { mainChain, type Feed, type FeedChain, type FeedTables } from "./feed.ts";
import { generatedTable, snakeCase } from "./tables/generated-table.ts";

/** INDEX_FILE: contracts that are indexed beside the product's own, each in a schema of its name. */
export const indexFile = z.object({
  feeds: z.array(
    z.object({
      name: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,40}$/, "must be a Postgres schema in lower case")
        .refine((name) => name !== "public" && !name.startsWith("pg_"), "is a schema that others use"),
      address,
      fromBlock: blockNumber,
      abi: z.array(z.looseObject({ type: z.string() })).min(1),
      /** Views of the contract that count events, by event: `{"EventAnchored": "seq()"}`. Completeness is then proven. */
      count: z
        .record(z.string(), z.string().regex(/^[A-Za-z_$][\w$]*\(\)$/, "must be a view without arguments, such as `seq()`"))
        .default({}),
      chainId: z.number().int().positive().optional(),
      rpcUrl: z.url({ protocol: /^https?$/ }).optional(),
      wsUrl: z.url({ protocol: /^wss?$/ }).optional(),
      finalityDepth: z.number().int().positive().optional(),
    }),
  ),
});

export interface ConfiguredFeed {
  feed: Feed;
  tables: FeedTables;
}

/**
 * The feeds that INDEX_FILE names; none without it.
 *
 * @throws {Error} as `readIndexFile`, and in production for a node elsewhere that is called without encryption.
 */
export function configuredFeeds(config: Pick<Config, "indexFile" | "chain" | "mode">): ConfiguredFeed[] {
  const { indexFile: path, mode } = config;
  if (path === null) return [];
  const configured = readIndexFile(path, mainChain(config));
  const plain = configured.find(({ feed: { chain } }) => [chain.rpcUrl, chain.wsUrl].some(isReadableOnTheWay));
  if (plain !== undefined && mode === "production")
    throw new Error(`INDEX_FILE ${path}: the node of ${plain.feed.schema} must be encrypted in production: https or wss.`);
  return configured;
}

/**
 * Reads INDEX_FILE.
 *
 * @param main The chain of a feed that names none.
 * @throws {Error} with one sentence that says what is wrong with the file.
 */
export function readIndexFile(
  path: string,
  main: FeedChain,
  readFile: (path: string) => string = (name) => readFileSync(name, "utf8"),
): ConfiguredFeed[] {
  let content: unknown;
  try {
    content = JSON.parse(readFile(path));
  } catch (cause) {
    throw new Error(`INDEX_FILE ${path} cannot be read, or is not JSON.`, { cause });
  }
  const parsed = indexFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`INDEX_FILE ${path}: ${issue?.path.join(".")} ${issue?.message}.`);
  }
  const names = parsed.data.feeds.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`INDEX_FILE ${path}: the feed ${twice} is there twice.`);
  return parsed.data.feeds.map((entry) => configuredFeed(entry, main, path));
}

type Entry = z.output<typeof indexFile>["feeds"][number];

function configuredFeed(entry: Entry, main: FeedChain, path: string): ConfiguredFeed {
  const { name, fromBlock, count } = entry;
  const contract = entry.address as Address;
  const events = eventsOf(entry.abi as unknown as Abi);
  if (events.length === 0) throw new Error(`INDEX_FILE ${path}: the ABI of ${name} has no event.`);
  const unknown = Object.keys(count).find((event) => !events.some((known) => known.name === event));
  if (unknown !== undefined) throw new Error(`INDEX_FILE ${path}: ${name} counts ${unknown}, which its ABI does not have.`);
  const generated = events.map((event) => generatedTable(event, contract));
  const tableNames = generated.map((table) => table.name);
  const clash = tableNames.find((table, index) => table.startsWith("chain_") || tableNames.indexOf(table) !== index);
  if (clash !== undefined)
    throw new Error(`INDEX_FILE ${path}: ${name} has two tables called ${clash}, or one that the indexer keeps for itself.`);
  const definition = {
    address: contract.toLowerCase(),
    fromBlock,
    tables: generated.map(({ createTable }) => createTable),
    topics: events.map(topic0Of),
  };
  const feed: Feed = {
    schema: name,
    chain: chainOf(entry, main),
    fromBlock,
    filter: { addresses: [contract], topics: events.map(topic0Of) },
    codeHashes: { [contract]: null },
    counters: Object.entries(count).map(([event, view]) => ({ table: snakeCase(event), address: contract, data: selectorOf(view) })),
    definition: `${contract} ${createHash("sha256").update(JSON.stringify(definition)).digest("hex").slice(0, 16)}`,
  };
  return { feed, tables: { tables: generated, generated } };
}

function chainOf({ chainId, rpcUrl, wsUrl, finalityDepth }: Entry, main: FeedChain): FeedChain {
  return {
    id: chainId ?? main.id,
    rpcUrl: rpcUrl ?? main.rpcUrl,
    wsUrl: wsUrl ?? (rpcUrl === undefined ? main.wsUrl : rpcUrl.replace(/^http/, "ws")),
    finalityDepth: finalityDepth ?? main.finalityDepth,
  };
}
