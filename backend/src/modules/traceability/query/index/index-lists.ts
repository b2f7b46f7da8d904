import { listSource, listValues } from "../../../../platform/column-lists.ts";
import type { IndexEntry } from "./index-entry.ts";

/** The index entries of some statements as the lists that SQL takes, column by column; `place` says whose each row is. */
export interface IndexLists {
  events: string[];
  facts: string[];
  parts: string[];
  prefixes: string[];
}

const EVENT = {
  ...{ place: "integer", eventTime: "timestamptz", eventType: "text", action: "text" },
  ...{ bizStep: "text", disposition: "text", readPoint: "text", bizLocation: "text" },
} as const;
const FACT = { place: "integer", name: "text", text: "text", number: "numeric", moment: "timestamptz" } as const;
const PART = {
  ...{ place: "integer", role: "text", at: "timestamptz", subject: "text", joint: "text", kind: "text", action: "text" },
  ...{ hash: "text", quantity: "text", uom: "text" },
} as const;

/** What stands behind FROM for each of the lists. */
export const INDEX_SOURCES = { events: listSource(EVENT), facts: listSource(FACT), parts: listSource(PART) };

/** Made where the entries are: a capture's work holds the lists, and whoever stores it hands them on unread. */
export function indexListsOf(statements: readonly { eventHash: string; entry: IndexEntry }[]): IndexLists {
  return {
    events: listValues(
      EVENT,
      statements.map(({ entry }, place) => ({ place, ...entry.indexed })),
    ),
    facts: listValues(
      FACT,
      statements.flatMap(({ entry }, place) => entry.indexed.facts.map((fact) => ({ place, ...fact }))),
    ),
    parts: listValues(
      PART,
      statements.flatMap(({ eventHash, entry: { indexed, parts } }, place) => {
        // Times to the millisecond; which event it is counts for what units hold alone.
        const at = new Date(indexed.eventTime);
        return parts.map((part) => ({ place, at, hash: part.role === "child" && part.kind !== null ? eventHash : null, ...part }));
      }),
    ),
    prefixes: [...new Set(statements.flatMap(({ entry }) => entry.prefixes))].sort(),
  };
}
