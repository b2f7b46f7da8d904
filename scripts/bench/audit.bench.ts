import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { checkpointHash, type AuditCheckpoint } from "../../protocol/src/audit/checkpoint.ts";
import { checkpointLine, entryLine, headerLine, headLine } from "../../protocol/src/audit/dump.ts";
import { auditHash, auditText, NOTHING_BEFORE, type AuditEntry } from "../../protocol/src/audit/entry.ts";
import { createDumpReader } from "../../protocol/src/audit/read-dump.ts";
import { sha256RootOf } from "../../protocol/src/hashing/sha256-tree.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";
import { figure, type Figure } from "./figure.ts";

const ROWS = 1_000_000;
const PER_CHECKPOINT = 1_000;
const STREAMS = ["access", "exchange", "identity", "subscriptions"];
const GOAL_SECONDS = 60;
const ACCOUNT = `0x${"11".repeat(20)}` as Address;
const CHAIN = { chainId: 31337, supplyChain: ACCOUNT, fromBlock: 0 };

/** How long it takes to check every row and checkpoint of a dump in a file; asking the node comes on top, once for each checkpoint. */
export async function measure(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-audit-"));
  try {
    const file = join(folder, "dump.txt");
    await writeDump(file);
    const [started, before] = [performance.now(), process.memoryUsage().rss];
    const reader = createDumpReader();
    for await (const line of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })) reader.take(line);
    const read = reader.end();
    const seconds = (performance.now() - started) / 1_000;
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    // A dump that is not whole would be read in no time.
    const isWhole = read.wrong === 0 && read.entries === ROWS && read.checkpoints.length === ROWS / PER_CHECKPOINT;
    return [
      figure({ figure: "1,000,000 rows verified", value: isWhole ? seconds : NaN, unit: "s", goal: GOAL_SECONDS }),
      figure({ figure: "memory taken meanwhile", value: grown, unit: "MiB" }),
      figure({ figure: "size of the dump", value: statSync(file).size / 2 ** 20, unit: "MiB" }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeDump(file: string): Promise<void> {
  const out = createWriteStream(file);
  const write = async (line: string) => {
    if (!out.write(`${line}\n`)) await once(out, "drain");
  };
  const heads = new Map<string, { sequence: number; hash: Hex32 }>();
  let previous = NOTHING_BEFORE;
  await write(headerLine({ format: "waybill-audit-dump", version: 1, chain: CHAIN, authors: [ACCOUNT] }));
  for (let number = 1; number <= ROWS / PER_CHECKPOINT; number++) {
    const at = new Date(Date.UTC(2026, 0, 1) + number * 300_000).toISOString();
    const hashes: Hex32[] = [];
    for (const stream of STREAMS)
      for (let i = 0; i < PER_CHECKPOINT / STREAMS.length; i++) {
        const head = heads.get(stream) ?? { sequence: 0, hash: NOTHING_BEFORE };
        const text = auditText(entry(stream, { at, sequence: head.sequence + 1, previous: head.hash }));
        const hash = auditHash(text);
        heads.set(stream, { sequence: head.sequence + 1, hash });
        hashes.push(hash);
        await write(entryLine(text, hash));
      }
    const checkpoint: AuditCheckpoint = { number, at, previous, entries: hashes.length, root: sha256RootOf(hashes), heads: listOf(heads) };
    previous = checkpointHash(checkpoint);
    await write(checkpointLine(checkpoint));
  }
  const checkpoint = { number: ROWS / PER_CHECKPOINT, hash: previous };
  const at = new Date(Date.UTC(2027, 0, 1)).toISOString();
  await write(headLine({ chain: CHAIN, at, heads: listOf(heads), checkpoint, account: ACCOUNT, signature: "0x00" }));
  out.end();
  await once(out, "finish");
}

function entry(stream: string, place: Pick<AuditEntry, "at" | "sequence" | "previous">): AuditEntry {
  const id = place.sequence.toString(16).padStart(12, "0");
  return {
    ...{ stream, ...place, actor: `token:${id}`, account: ACCOUNT, action: "client.rotated", subject: `client-${id}`, outcome: "done" },
    ...{ details: { partner: `partner-${id}`, scopes: "footprints events" }, requestId: id.repeat(3).slice(0, 32) },
  };
}

function listOf(heads: ReadonlyMap<string, { sequence: number; hash: Hex32 }>) {
  return [...heads].map(([stream, head]) => ({ stream, ...head }));
}
