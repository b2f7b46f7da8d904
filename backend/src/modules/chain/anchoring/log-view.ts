import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type HookCtx } from "../../../platform/context.ts";
import { createLogTree, type LogTree } from "./log-tree.ts";

type Reading = Pick<HookCtx, "tx">;

/** The indexed log at one moment. Use it before the next `await`: the tree goes on. */
export interface LogSnapshot {
  tree: LogTree;
  size: number;
  /** Entries that are final; always the first ones. */
  finalSize: number;
}

export type LogView = (ctx: Reading) => Promise<LogSnapshot>;

/** Leaves read per query while catching up. */
const PAGE = 10_000;

interface State {
  newestReorg: number;
  /** Entries that no reorg since the last look has touched. */
  untouched: number;
  size: number;
  finalSize: number;
  /** Sums that change with any leaf: of all, and of those that are in memory. */
  sum: string;
  knownSum: string;
}

/**
 * Keeps a copy of the indexed log in memory and brings it up to date when asked. What a reorg touched is read again; all of it, when entries
 * changed otherwise: a healed row, a table that was made anew.
 */
export function createLogView(): LogView {
  const tree = createLogTree();
  let knownReorg = 0;
  let knownSum = "0";
  let turn: Promise<unknown> = Promise.resolve();

  const refresh = async (ctx: Reading): Promise<LogSnapshot> => {
    for (;;) {
      const before = await readState(ctx, knownReorg, tree.size());
      const isChanged = before.knownSum !== knownSum && before.newestReorg === knownReorg;
      tree.truncate(isChanged ? 0 : Math.min(before.untouched, before.size));
      knownReorg = before.newestReorg;
      while (tree.size() < before.size) {
        const rows = await selectRows<{ leaf: Hex32 }>(ctx, `SELECT leaf FROM anchors WHERE index >= $1 ORDER BY index LIMIT ${PAGE}`, [
          tree.size(),
        ]);
        if (rows.length === 0) break;
        for (const { leaf } of rows) tree.append(leaf);
      }
      // A reorg between the queries would leave a mixture.
      const after = await readState(ctx, knownReorg, tree.size());
      if (after.newestReorg !== knownReorg || after.sum !== before.sum || tree.size() < before.size) continue;
      knownSum = after.knownSum;
      return { tree, size: tree.size(), finalSize: before.finalSize };
    }
  };
  return (ctx) => {
    const mine = turn.then(() => refresh(ctx));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function readState(ctx: Reading, knownReorg: number, knownSize: number): Promise<State> {
  const [row] = await selectRows<{ newest: string; untouched: string; size: string; final_size: string; sum: string; known_sum: string }>(
    ctx,
    `WITH reorgs AS (SELECT max(id) AS newest, min(ancestor_number) AS lowest FROM chain_reorgs WHERE id > $1)
     SELECT coalesce(max(reorgs.newest), $1) AS newest, count(index) AS size,
       count(index) FILTER (WHERE reorgs.lowest IS NULL OR block_number <= reorgs.lowest) AS untouched,
       count(index) FILTER (WHERE block_number <= (SELECT final_number FROM chain_cursor)) AS final_size,
       coalesce(sum(hashtext(leaf)::bigint), 0) AS sum,
       coalesce(sum(hashtext(leaf)::bigint) FILTER (WHERE index < $2), 0) AS known_sum
     FROM reorgs LEFT JOIN anchors ON true`,
    [knownReorg, knownSize],
  );
  if (!row) throw new Error("an aggregate has a row");
  return {
    newestReorg: Number(row.newest),
    untouched: Number(row.untouched),
    size: Number(row.size),
    finalSize: Number(row.final_size),
    sum: row.sum,
    knownSum: row.known_sum,
  };
}
