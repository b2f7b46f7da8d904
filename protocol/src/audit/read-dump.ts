import type { z } from "zod";
import type { Hex32 } from "../schemas/primitives.ts";
import { auditCheckpoint, type AuditHead } from "./checkpoint.ts";
import { createCheckpointCheck, type FoundCheckpoint } from "./checkpoint-check.ts";
import { dumpHeader, splitEntryLine, type DumpHeader } from "./dump.ts";
import { auditEntry, auditHash } from "./entry.ts";
import { rowsInWords, type AuditFinding, type AuditFindingKind, type RowRange } from "./findings.ts";
import { signedAuditHead, type SignedAuditHead } from "./signed-head.ts";
import { createStreamCheck } from "./stream-check.ts";

/** What a dump says, and all that contradicts itself in it. Nobody was asked yet. */
export interface ReadDump {
  header?: DumpHeader;
  head?: SignedAuditHead;
  entries: number;
  /** Entries that no checkpoint covers yet. */
  uncovered: number;
  checkpoints: readonly FoundCheckpoint[];
  /** The first ones, at most `MAX_FINDINGS`. */
  findings: readonly AuditFinding[];
  /** How many there are in all. */
  wrong: number;
}

export interface DumpReader {
  /** Takes the next line, without its line break. */
  take(line: string): void;
  /** What all of it comes to; call it once, after the last line. */
  end(): ReadDump;
}

export const MAX_FINDINGS = 100;

/**
 * Reads a dump line by line, in the memory of what one checkpoint covers.
 *
 * @example
 * const reader = createDumpReader();
 * for await (const line of lines) reader.take(line);
 * const { findings } = reader.end();
 */
export function createDumpReader(): DumpReader {
  const streams = createStreamCheck();
  const checkpoints = createCheckpointCheck();
  const read: { header?: DumpHeader; head?: SignedAuditHead; entries: number } = { entries: 0 };
  const findings: AuditFinding[] = [];
  let [line, wrong, isClean] = [0, 0, true];
  let hashes: Hex32[] = [];
  let covered: readonly AuditHead[] = [];
  let lastStream = "";

  const add = (finding: AuditFinding) => {
    wrong++;
    isClean = false;
    if (findings.length < MAX_FINDINGS) findings.push(finding);
  };
  const say = (kind: AuditFindingKind, text: string) => add({ kind, line, rows: [], text: `Line ${line}: ${text}` });

  function takeEntry({ text, hash: stored }: { text: string; hash: string }): void {
    const entry = parse(auditEntry, text);
    if (entry === undefined) return say("unreadable", "this is no row: it was changed.");
    read.entries++;
    const computed = auditHash(text);
    hashes.push(computed);
    const finding = streams.follow({ entry, stored, computed, line });
    if (finding) return add(finding);
    const { stream, sequence } = entry;
    // The order of streams is nothing that hashes hold, where no checkpoint covers the rows yet.
    if (stream < lastStream) {
      const text = `Line ${line}: row ${stream} ${sequence} stands behind rows of ${lastStream}, and belongs before them.`;
      return add({ kind: "inserted", line, rows: [{ stream, from: sequence, to: sequence }], text });
    }
    lastStream = stream;
  }

  function takeCheckpoint(checkpoint: z.infer<typeof auditCheckpoint>): void {
    for (const finding of checkpoints.follow(checkpoint, { line, hashes, heads: streams.heads(), isClean })) add(finding);
    streams.resume(checkpoint.heads);
    [hashes, isClean, covered, lastStream] = [[], true, checkpoint.heads, ""];
  }

  return {
    take(text) {
      line++;
      if (read.head !== undefined) return say("inserted", "nothing may stand behind the signed head.");
      const row = splitEntryLine(text);
      const isFirst = line === 1;
      if (row && !isFirst) return takeEntry(row);
      const other = readOther(text);
      if (isFirst !== (other?.kind === "dump"))
        return say("unreadable", isFirst ? "this is no header of a dump." : "this is nothing of a dump: it was changed.");
      if (other?.kind === "dump") read.header = other.header;
      else if (other?.kind === "checkpoint") takeCheckpoint(other.checkpoint);
      else if (other?.kind === "head") read.head = other.head;
    },
    end() {
      if (read.head === undefined) say("head", "the signed head is missing: the end was cut off.");
      else if (wrong === 0) {
        const rows = differing(streams.heads(), read.head.heads, covered);
        const words = rowsInWords(rows);
        const text = `Line ${line}: the signed head says that streams stand elsewhere: of the rows ${words} some were changed, dropped or inserted.`;
        if (rows.length > 0) add({ kind: "head", line, rows, text });
        const last = checkpoints.found.at(-1);
        if (last?.number !== read.head.checkpoint?.number || last?.hash !== read.head.checkpoint?.hash)
          say("head", "the signed head says that the newest checkpoint is another: one was changed, dropped or inserted.");
      }
      return { ...read, uncovered: hashes.length, checkpoints: checkpoints.found, findings, wrong };
    },
  };
}

/** Rows behind the last checkpoint of the streams whose ends differ. */
function differing(found: readonly AuditHead[], signed: readonly AuditHead[], covered: readonly AuditHead[]): RowRange[] {
  const streams = [...new Set([...found, ...signed].map(({ stream }) => stream))];
  const at = (heads: readonly AuditHead[], stream: string) => heads.find((head) => head.stream === stream);
  return streams
    .filter(
      (stream) => at(found, stream)?.hash !== at(signed, stream)?.hash || at(found, stream)?.sequence !== at(signed, stream)?.sequence,
    )
    .map((stream) => {
      const ends = [found, signed, covered].map((heads) => at(heads, stream)?.sequence ?? 0);
      return { stream, from: Math.min(...ends) + 1, to: Math.max(...ends) };
    });
}

type Other =
  | { kind: "dump"; header: DumpHeader }
  | { kind: "checkpoint"; checkpoint: z.infer<typeof auditCheckpoint> }
  | { kind: "head"; head: SignedAuditHead };

/** A line that is no row. */
function readOther(text: string): Other | undefined {
  const value = canonicalObject(text) ?? {};
  const [kind, ...more] = Object.keys(value);
  if (more.length > 0) return undefined;
  if (kind === "dump") return wrap(dumpHeader, value[kind], (header) => ({ kind, header }));
  if (kind === "checkpoint") return wrap(auditCheckpoint, value[kind], (checkpoint) => ({ kind, checkpoint }));
  if (kind === "head") return wrap(signedAuditHead, value[kind], (head) => ({ kind, head }));
  return undefined;
}

function wrap<Value>(schema: z.ZodType<Value>, value: unknown, make: (value: Value) => Other): Other | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? make(parsed.data) : undefined;
}

function parse<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  const parsed = schema.safeParse(canonicalObject(text));
  return parsed.success ? parsed.data : undefined;
}

/** The object that a text is the one RFC 8785 form of: a text with a second spelling of a member would be read as one and seen as the other. */
function canonicalObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // Much faster than the canonical form, and the same: numbers and texts are written as RFC 8785 has them, and the order is looked at.
    return isObject(value) && JSON.stringify(value) === text && isOrdered(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOrdered(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isOrdered);
  if (!isObject(value)) return true;
  const names = Object.keys(value);
  return names.every((name, i) => (i === 0 || (names[i - 1] as string) < name) && isOrdered(value[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
