import { expect } from "chai";
import fc from "fast-check";
import { NOTHING_BEFORE, type AuditEntry } from "../../src/audit/entry.ts";
import { createDumpReader, type ReadDump } from "../../src/audit/read-dump.ts";
import { verifyDump } from "../../src/audit/verify-dump.ts";
import type { SignedAuditHead } from "../../src/audit/signed-head.ts";
import type { Hex32 } from "../../src/schemas/primitives.ts";
import type { RpcRequest } from "../../src/verify/rpc/json-rpc.ts";
import { chained, dumpLines, headsOf, honestLog, nodeWith, signHead, TRUSTED, type Item } from "../support/audit-log.ts";

const RUNS = 10_000;
const SEED = 20260421;

/** A dump that somebody has had in hand, and the rows that a finding of the first reading must name, where one may be expected to. */
interface Tampered {
  lines: string[];
  touched?: { stream: string; sequence: number };
}

interface Log {
  items: Item[];
  head: SignedAuditHead;
}

type Tamper = (log: Log, pick: (below: number) => number) => Tampered;

const entryAt = (items: readonly Item[], index: number): AuditEntry => (items[index] as { entry: AuditEntry }).entry;
const indicesOf = (items: readonly Item[], kind: "entry" | "checkpoint") => items.flatMap((item, index) => (kind in item ? [index] : []));
const oneOf = <Value>(values: readonly Value[], pick: (below: number) => number) => values[pick(values.length)] as Value;

/** Another content, of one member or the other. */
function altered(entry: AuditEntry, pick: (below: number) => number): AuditEntry {
  const variants: Partial<AuditEntry>[] = [
    { actor: "token:cd34" },
    { subject: null },
    { subject: `${entry.subject} ` },
    { action: "client.revoked" },
    { outcome: "refused" },
    { account: null },
    { details: {} },
    { details: { ...entry.details, days: -1 } },
    { requestId: "" },
    { at: entry.at.replace("2026", "2025") },
  ];
  return { ...entry, ...oneOf(variants, pick) };
}

/** What an insider can do with everything but the key and the chain: the head says what the rows say, under the old signature. */
const rewrittenWith = (items: Item[], head: SignedAuditHead): string[] => dumpLines(items, { ...head, heads: headsOf(items) });

const TAMPERS: Record<string, Tamper> = {
  "changes a row and leaves its hash"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    const entry = entryAt(items, index);
    const lines = dumpLines(items, head);
    const text = lines[index + 1] as string;
    lines[index + 1] = text.replace(JSON.stringify(entry.requestId), JSON.stringify(`${entry.requestId}x`));
    return { lines, touched: entry };
  },
  "changes a row's number and leaves its hash"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    const entry = entryAt(items, index);
    const lines = dumpLines(items, head);
    lines[index + 1] = (lines[index + 1] as string).replace(
      `"sequence":${entry.sequence},`,
      `"sequence":${entry.sequence + 1 + pick(50)},`,
    );
    return { lines, touched: entry };
  },
  "changes a row and makes its hash anew"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    const touched = entryAt(items, index);
    return { lines: dumpLines(items.with(index, { entry: altered(touched, pick) }), head), touched };
  },
  "drops a row"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    return { lines: dumpLines(items.toSpliced(index, 1), head), touched: entryAt(items, index) };
  },
  "inserts a row in the place of the next"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    const entry = altered(entryAt(items, index), pick);
    return { lines: dumpLines(items.toSpliced(index, 0, { entry }), head), touched: entry };
  },
  "swaps two rows"({ items, head }, pick) {
    const entries = indicesOf(items, "entry");
    const one = oneOf(entries, pick);
    const other = oneOf(
      entries.filter((index) => index !== one),
      pick,
    );
    return { lines: dumpLines(items.with(one, items[other] as Item).with(other, items[one] as Item), head) };
  },
  "writes a line twice"({ items, head }, pick) {
    const lines = dumpLines(items, head);
    const index = pick(lines.length);
    return { lines: lines.toSpliced(index, 0, lines[index] as string) };
  },
  "changes one character anywhere"({ items, head }, pick) {
    const lines = dumpLines(items, head);
    const index = pick(lines.length);
    const line = lines[index] as string;
    const at = pick(line.length);
    const character = oneOf(
      [...'0aZ"{ ,é'].filter((one) => one !== line[at]),
      pick,
    );
    return { lines: lines.with(index, line.slice(0, at) + character + line.slice(at + 1)) };
  },
  "changes a row and makes all hashes anew, those of checkpoints too"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    return { lines: rewrittenWith(chained(items.with(index, { entry: altered(entryAt(items, index), pick) })), head) };
  },
  "drops rows and makes all hashes anew, those of checkpoints too"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    return { lines: rewrittenWith(chained(items.toSpliced(index, 1)), head) };
  },
  "inserts a row and makes all hashes anew, those of checkpoints too"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    return { lines: rewrittenWith(chained(items.toSpliced(index, 0, { entry: altered(entryAt(items, index), pick) })), head) };
  },
  "makes the rows anew and leaves the checkpoints"({ items, head }, pick) {
    const index = oneOf(indicesOf(items, "entry"), pick);
    const anew = chained(items.with(index, { entry: altered(entryAt(items, index), pick) }));
    return {
      lines: rewrittenWith(
        anew.map((item, i) => ("checkpoint" in item ? (items[i] as Item) : item)),
        head,
      ),
    };
  },
  "drops a checkpoint"({ items, head }, pick) {
    return { lines: dumpLines(items.toSpliced(oneOf(indicesOf(items, "checkpoint"), pick), 1), head) };
  },
  "drops a checkpoint and makes the later ones anew"({ items, head }, pick) {
    return { lines: rewrittenWith(chained(items.toSpliced(oneOf(indicesOf(items, "checkpoint"), pick), 1)), head) };
  },
  "cuts the end off"({ items, head }, pick) {
    const lines = dumpLines(items, head);
    return { lines: lines.slice(0, 1 + pick(lines.length - 1)) };
  },
  "cuts the end off and lets the head say so"({ items, head }, pick) {
    return { lines: rewrittenWith(items.slice(0, pick(items.length)), head) };
  },
  "cuts the beginning off"({ items, head }, pick) {
    return { lines: rewrittenWith(items.slice(1 + pick(items.length - 1)), head) };
  },
  "cuts the beginning off and makes the rest anew"({ items, head }, pick) {
    return { lines: rewrittenWith(chained(items.slice(1 + pick(items.length - 1))), head) };
  },
};

function read(lines: readonly string[]): ReadDump {
  const reader = createDumpReader();
  for (const line of lines) reader.take(line);
  return reader.end();
}

describe("tampering with a dump of the audit log", () => {
  let log: Log;
  let node: RpcRequest;
  before(async () => {
    const items = honestLog({ windows: 3, perStream: 2, streams: ["exchange", "identity"] });
    log = { items, head: await signHead(items) };
    node = nodeWith(items);
  });

  it("leaves a dump alone that nobody tampered with", async () => {
    const dump = read(dumpLines(log.items, log.head));
    expect(dump.findings).to.deep.equal([]);
    expect(await verifyDump(dump, node, { trusted: TRUSTED })).to.include({ outcome: "verified", entries: 16 });
  });

  it(`is found ${RUNS} times of ${RUNS}, and the row is named`, async () => {
    const numbers = fc.sample(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 8, maxLength: 8 }), { seed: SEED, numRuns: RUNS });
    const names = Object.keys(TAMPERS);
    const found = new Map<string, number>();
    for (const [run, draws] of numbers.entries()) {
      const name = names[run % names.length] as string;
      let draw = 0;
      const pick = (below: number) => (draws[draw++ % draws.length] as number) % below;
      const { lines, touched } = (TAMPERS[name] as Tamper)(log, pick);
      const dump = read(lines);
      if (dump.wrong === 0) {
        const { outcome } = await verifyDump(dump, node, { trusted: TRUSTED });
        expect(outcome, `${name}, run ${run}`).to.equal("failed");
      } else if (touched) {
        const named = dump.findings[0]?.rows.some(
          ({ stream, from, to }) => stream === touched.stream && from <= touched.sequence && touched.sequence <= to,
        );
        expect(named, `${name}, run ${run}: ${dump.findings[0]?.text}`).to.equal(true);
      }
      found.set(name, (found.get(name) ?? 0) + 1);
    }
    expect([...found.values()].reduce((sum, count) => sum + count, 0)).to.equal(RUNS);
    expect(found.size).to.equal(names.length);
  }).timeout(240_000);

  it("is found where the signed head names another checkpoint than the last", () => {
    for (const checkpoint of [null, { number: 2, hash: log.head.checkpoint?.hash as Hex32 }, { number: 3, hash: NOTHING_BEFORE }])
      expect(read(dumpLines(log.items, { ...log.head, checkpoint })).findings.map(({ kind }) => kind)).to.deep.equal(["head"]);
  });

  it("is one finding where one row was touched, and not one for each row behind it", () => {
    const index = 7;
    for (const name of ["changes a row and leaves its hash", "changes a row and makes its hash anew", "drops a row"])
      expect(read((TAMPERS[name] as Tamper)(log, () => index).lines).wrong, name).to.equal(1);
  });
});
