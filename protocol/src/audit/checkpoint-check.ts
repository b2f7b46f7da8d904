import { sha256RootOf } from "../hashing/sha256-tree.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { checkpointHash, type AuditCheckpoint, type AuditHead } from "./checkpoint.ts";
import { NOTHING_BEFORE } from "./entry.ts";
import { rangesBetween, rowsInWords, type AuditFinding, type RowRange } from "./findings.ts";

/** A checkpoint of the dump; its hash has to be on chain. */
export interface FoundCheckpoint {
  number: number;
  at: string;
  hash: Hex32;
  /** Rows that it covers. */
  rows: readonly RowRange[];
}

export interface CheckpointCheck {
  /** @param window what was read since the last checkpoint */
  follow(
    checkpoint: AuditCheckpoint,
    window: { line: number; hashes: readonly Hex32[]; heads: readonly AuditHead[]; isClean: boolean },
  ): AuditFinding[];
  found: FoundCheckpoint[];
}

/** Follows the checkpoints, each with the rows before it. */
export function createCheckpointCheck(): CheckpointCheck {
  const found: FoundCheckpoint[] = [];
  let before: readonly AuditHead[] = [];
  let previous: Hex32 = NOTHING_BEFORE;

  return {
    found,
    follow(checkpoint, { line, hashes, heads, isClean }) {
      const { number, at } = checkpoint;
      const findings: AuditFinding[] = [];
      const rows = rangesBetween(before, checkpoint.heads);
      const expected = (found.at(-1)?.number ?? 0) + 1;
      if (number !== expected || checkpoint.previous !== previous)
        findings.push({
          ...{ kind: "checkpoint", line, rows },
          text: `Line ${line}: checkpoint ${number} does not follow checkpoint ${expected - 1}: one was changed, dropped or inserted.`,
        });
      // Rows with a finding of their own are named already; that the checkpoint does not cover them says nothing new.
      if (isClean) findings.push(...compare(checkpoint, rows, { line, hashes, heads }));
      const hash = checkpointHash(checkpoint);
      found.push({ number, at, hash, rows });
      [before, previous] = [checkpoint.heads, hash];
      return findings;
    },
  };
}

function compare(
  { number, entries, root, heads: fixed }: AuditCheckpoint,
  rows: readonly RowRange[],
  { line, hashes, heads }: { line: number; hashes: readonly Hex32[]; heads: readonly AuditHead[] },
): AuditFinding[] {
  const fixedByStream = new Map(fixed.map((head) => [head.stream, head]));
  const wrong = new Set(
    heads.filter(({ stream, sequence, hash }) => !isSame(fixedByStream.get(stream), sequence, hash)).map(({ stream }) => stream),
  );
  for (const { stream } of fixed) if (!heads.some((head) => head.stream === stream)) wrong.add(stream);
  if (wrong.size === 0 && hashes.length === entries && sha256RootOf(hashes) === root) return [];
  const named = rows.filter(({ stream }) => wrong.size === 0 || wrong.has(stream));
  const words = named.length > 0 ? rowsInWords(named) : [...wrong].join(", ");
  return [
    {
      ...{ kind: "rewritten", line, rows: named },
      text: `Line ${line}: checkpoint ${number} does not hold: of its rows ${words} some were changed, dropped or inserted, and all hashes made anew.`,
    },
  ];
}

function isSame(head: AuditHead | undefined, sequence: number, hash: string): boolean {
  return head !== undefined && head.sequence === sequence && head.hash === hash;
}
