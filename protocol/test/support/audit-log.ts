import { encodeAbiParameters, encodeEventTopics, encodeFunctionResult, numberToHex } from "viem/utils";
import { supplyChainAbi as abi } from "../../src/abi/supply-chain.ts";
import { checkpointHash, type AuditCheckpoint, type AuditHead } from "../../src/audit/checkpoint.ts";
import { checkpointLine, entryLine, headerLine, headLine } from "../../src/audit/dump.ts";
import { auditHash, auditText, NOTHING_BEFORE, type AuditEntry } from "../../src/audit/entry.ts";
import { auditHeadTypedData, type SignedAuditHead } from "../../src/audit/signed-head.ts";
import { sha256RootOf } from "../../src/hashing/sha256-tree.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";
import { accountNamed, addressOf } from "./accounts.ts";
import { createFakeNode } from "./fake-node.ts";

const SERVICE = accountNamed("service");
const SUPPLY_CHAIN = "0x2222222222222222222222222222222222222222" as Address;
export const TRUSTED = { chainId: 31337, supplyChain: SUPPLY_CHAIN };
const CHAIN = { ...TRUSTED, fromBlock: 1 };
/** When the log begins, and what its checkpoints are apart. */
const START = Date.UTC(2026, 3, 20, 8);
const MINUTE = 60_000;
const FIRST_BLOCK = 100;

/** A line of a dump that is not written yet. */
export type Item = { entry: AuditEntry } | { checkpoint: AuditCheckpoint };

/** Items as the streams and checkpoints of an honest log: numbers, links, roots and heads made anew, whatever they were. */
export function chained(items: readonly Item[]): Item[] {
  const heads = new Map<string, AuditHead>();
  let [hashes, number, previous] = [[] as Hex32[], 0, NOTHING_BEFORE];
  return items.map((item) => {
    if ("entry" in item) {
      const { stream } = item.entry;
      const before = heads.get(stream) ?? { sequence: 0, hash: NOTHING_BEFORE };
      const entry: AuditEntry = { ...item.entry, sequence: before.sequence + 1, previous: before.hash };
      const hash = auditHash(auditText(entry));
      heads.set(stream, { stream, sequence: entry.sequence, hash });
      hashes.push(hash);
      return { entry };
    }
    const sorted = [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    const made = { ...item.checkpoint, number: ++number, previous, entries: hashes.length, root: sha256RootOf(hashes), heads: sorted };
    [hashes, previous] = [[], checkpointHash(made)];
    return { checkpoint: made };
  });
}

export function headsOf(items: readonly Item[]): AuditHead[] {
  const heads = new Map<string, AuditHead>();
  for (const item of items)
    if ("entry" in item) {
      const { stream, sequence } = item.entry;
      heads.set(stream, { stream, sequence, hash: auditHash(auditText(item.entry)) });
    }
  return [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
}

/** A log of some streams with a checkpoint behind every few entries, and a few entries behind the last. */
export function honestLog({ windows = 4, perStream = 3, streams = ["exchange", "identity", "service"] } = {}): Item[] {
  const items: Item[] = [];
  for (let window = 0; window <= windows; window++) {
    for (const stream of streams)
      for (let i = 0; i < perStream; i++) {
        const at = new Date(START + (window * 5 + i) * MINUTE).toISOString();
        const act = { actor: "token:ab12", account: SUPPLY_CHAIN, action: "client.rotated", subject: `client ${window}.${i}` } as const;
        const rest = { outcome: "done", details: { scopes: "capture", days: i }, requestId: `${stream}-${window}-${i}` } as const;
        items.push({ entry: { stream, sequence: 1, at, previous: NOTHING_BEFORE, ...act, ...rest } });
      }
    const at = new Date(START + (window * 5 + 5) * MINUTE).toISOString();
    const empty = { number: 1, at, previous: NOTHING_BEFORE, entries: 1, root: NOTHING_BEFORE, heads: [] };
    if (window < windows) items.push({ checkpoint: empty });
  }
  return chained(items);
}

const written = new WeakMap<Item, string>();

function lineOf(item: Item): string {
  const line = written.get(item) ?? write(item);
  written.set(item, line);
  return line;
}

function write(item: Item): string {
  if ("checkpoint" in item) return checkpointLine(item.checkpoint);
  const text = auditText(item.entry);
  return entryLine(text, auditHash(text));
}

/** Where a log stands, signed by the service. */
export async function signHead(items: readonly Item[], service = SERVICE): Promise<SignedAuditHead> {
  const newest = items.flatMap((item) => ("checkpoint" in item ? [item.checkpoint] : [])).at(-1);
  const said = {
    chain: CHAIN,
    at: new Date(START + 60 * MINUTE).toISOString(),
    heads: headsOf(items),
    checkpoint: newest ? { number: newest.number, hash: checkpointHash(newest) } : null,
  };
  return { ...said, account: addressOf(service), signature: await service.signTypedData(auditHeadTypedData(said)) };
}

export function dumpLines(items: readonly Item[], head: SignedAuditHead): string[] {
  const header = headerLine({ format: "waybill-audit-dump", version: 1, chain: CHAIN, authors: [addressOf(SERVICE)] });
  return [header, ...items.map(lineOf), headLine(head)];
}

export interface NodeOptions {
  young?: number;
  isRegistered?: boolean;
  /** Whether the service may anchor as of the block of the numbered checkpoint. */
  anchorerIn?: (checkpoint: number) => boolean;
  /** Number of a checkpoint whose hash was anchored as a batch is: so it is on no list of checkpoints. */
  unlisted?: number;
}

/** A node of a chain on which the service, registered to anchor, has anchored these checkpoints, a block each, the last `young` not final. */
export function nodeWith(
  items: readonly Item[],
  { young = 0, isRegistered = true, anchorerIn = () => isRegistered, unlisted }: NodeOptions = {},
): RpcRequest {
  const checkpoints = items.flatMap((item) => ("checkpoint" in item ? [item.checkpoint] : []));
  const log = (eventName: "Anchored" | "CheckpointAnchored", root: Hex32, i: number, at: string) => ({
    address: SUPPLY_CHAIN,
    topics: encodeEventTopics({ abi, eventName, args: { author: addressOf(SERVICE), index: BigInt(i) } }) as [Hex32, Hex32, Hex32],
    data: encodeAbiParameters([{ type: "bytes32" }], [root]),
    ...{
      blockNumber: numberToHex(FIRST_BLOCK + i),
      blockHash: numberToHex(FIRST_BLOCK + i, { size: 32 }),
      transactionHash: NOTHING_BEFORE,
    },
    blockTimestamp: numberToHex(Date.parse(at) / 1_000 + 10),
  });
  // A batch of statements, which is none of the log's business, stands among them.
  const logs = [
    log("Anchored", `0x${"ab".repeat(32)}` as Hex32, 0, new Date(START).toISOString()),
    ...checkpoints.flatMap((one, i) =>
      (["Anchored", "CheckpointAnchored"] as const)
        .filter((event) => event === "Anchored" || one.number !== unlisted)
        .map((event) => log(event, checkpointHash(one), i + 1, one.at)),
    ),
  ];
  const latest = FIRST_BLOCK + checkpoints.length;
  const timestamp = numberToHex((START + 61 * MINUTE) / 1_000);
  const actorAs = (isAnchorer: boolean) => ({
    roles: isAnchorer ? ROLE.anchorer : 0,
    registeredAt: 1,
    revokedAt: 0,
    profileHash: `0x${"00".repeat(20)}`,
  });
  return createFakeNode({
    eth_chainId: () => numberToHex(TRUSTED.chainId),
    eth_getBlockByNumber: (at: string) => ({
      ...{ hash: NOTHING_BEFORE, timestamp },
      number: numberToHex(at === "finalized" ? latest - young : latest),
    }),
    eth_getLogs: ({ fromBlock, toBlock, topics: wanted }: { fromBlock: string; toBlock: string; topics: readonly (Hex32 | null)[] }) =>
      logs
        .filter(({ topics }) => wanted.every((topic, i) => topic === null || topic === topics[i]))
        .filter(({ blockNumber }) => BigInt(blockNumber) >= BigInt(fromBlock) && BigInt(blockNumber) <= BigInt(toBlock)),
    eth_call: (_call: unknown, { blockHash }: { blockHash: Hex32 }) =>
      encodeFunctionResult({ abi, functionName: "actorOf", result: actorAs(anchorerIn(Number(blockHash) - FIRST_BLOCK)) as never }),
  }).request;
}
