import type { Hex32 } from "../schemas/primitives.ts";
import type { AuditHead } from "./checkpoint.ts";
import { NOTHING_BEFORE, type AuditEntry } from "./entry.ts";
import type { AuditFinding, AuditFindingKind } from "./findings.ts";

/** A row as it was found: what it says, what it says it hashes to, and what it does hash to. */
export interface FoundRow {
  entry: AuditEntry;
  stored: string;
  computed: Hex32;
  line: number;
}

interface Place {
  sequence: number;
  /** Hash of the newest row that fits. */
  head: Hex32;
  /** What the next row may name as the one before: after a changed row, both what it was and what it is. */
  previous: Set<string>;
}

const START: Place = { sequence: 0, head: NOTHING_BEFORE, previous: new Set([NOTHING_BEFORE]) };

export interface StreamCheck {
  /** Follows one more row; undefined where it fits. */
  follow(row: FoundRow): AuditFinding | undefined;
  /** Where each stream stands by what was read, by name. */
  heads(): AuditHead[];
  /** Goes on from where a checkpoint says that all streams stand, without forgetting what was read of them. */
  resume(heads: readonly AuditHead[]): void;
}

/** Follows every stream row by row, and names the first row that does not fit. One row that is changed, dropped or inserted is one finding. */
export function createStreamCheck(): StreamCheck {
  const places = new Map<string, Place>();

  return {
    follow({ entry, stored, computed, line }) {
      const { stream, sequence, previous } = entry;
      const place = places.get(stream) ?? START;
      const next = place.sequence + 1;
      const found = (kind: AuditFindingKind, from: number, to: number, text: string): AuditFinding => ({
        ...{ kind, line, rows: [{ stream, from, to }] },
        text: `Line ${line}: ${text}`,
      });
      const moveTo = (to: number) => places.set(stream, { sequence: to, head: computed, previous: new Set([stored, computed]) });

      if (stored !== computed) {
        // Its number or its stream may be what was changed: it has the next place where one of number and link says so.
        const isNext = sequence === next || place.previous.has(previous);
        const named = isNext ? next : sequence;
        if (isNext) moveTo(next);
        return found("changed", named, named, `row ${stream} ${named} was changed: it does not hash to what it says.`);
      }
      if (sequence <= place.sequence) {
        place.previous.add(computed);
        return found("inserted", sequence, sequence, `row ${stream} ${sequence} was inserted: that place is taken already.`);
      }
      if (sequence > next) {
        moveTo(sequence);
        const missing = sequence - 1 === next ? `row ${stream} ${next} is` : `rows ${stream} ${next}–${sequence - 1} are`;
        return found("missing", next, sequence - 1, `${missing} missing before it.`);
      }
      moveTo(sequence);
      if (place.previous.has(previous)) return undefined;
      const before = Math.max(1, sequence - 1);
      const which = sequence === 1 ? `row ${stream} 1 was changed` : `row ${stream} ${before} or ${sequence} was changed`;
      return found("unlinked", before, sequence, `${which}, and its hash made anew: the second does not hold the hash of the first.`);
    },

    heads: () =>
      [...places].map(([stream, { sequence, head }]) => ({ stream, sequence, hash: head })).sort((a, b) => (a.stream < b.stream ? -1 : 1)),

    resume(heads) {
      const names = new Set(heads.map(({ stream }) => stream));
      for (const stream of places.keys()) if (!names.has(stream)) places.delete(stream);
      for (const { stream, sequence, hash } of heads)
        places.set(stream, { sequence, head: hash as Hex32, previous: new Set([hash, ...(places.get(stream)?.previous ?? [])]) });
    },
  };
}
