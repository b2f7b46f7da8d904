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
}

/** Keeps a copy of the indexed log in memory and brings it up to date when asked; what a reorg touched is read again. */
export function createLogView(): LogView {
  const tree = createLogTree();
  let knownReorg = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const refresh = async (ctx: Reading): Promise<LogSnapshot> => {
    for (;;) {
      const { newestReorg, untouched, size, finalSize } = await readState(ctx, knownReorg);
      tree.truncate(Math.min(untouched, size));
      knownReorg = newestReorg;
      while (tree.size() < size) {
        const rows = await selectRows<{ leaf: Hex32 }>(ctx, `SELECT leaf FROM anchors WHERE index >= $1 ORDER BY index LIMIT ${PAGE}`, [
          tree.size(),
        ]);
        if (rows.length === 0) break;
        for (const { leaf } of rows) tree.append(leaf);
      }
      // A reorg between the queries would leave a mixture.
      if ((await readState(ctx, knownReorg)).newestReorg === knownReorg && tree.size() >= size)
        return { tree, size: tree.size(), finalSize };
    }
  };
  return (ctx) => {
    const mine = turn.then(() => refresh(ctx));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

async function readState(ctx: Reading, knownReorg: number): Promise<State> {
  const [row] = await selectRows<{ newest: string; untouched: string; size: string; final_size: string }>(
    ctx,
    `WITH reorgs AS (SELECT max(id) AS newest, min(ancestor_number) AS lowest FROM chain_reorgs WHERE id > $1)
     SELECT coalesce(reorgs.newest, $1) AS newest,
       (SELECT count(*) FROM anchors WHERE reorgs.lowest IS NULL OR block_number <= reorgs.lowest) AS untouched,
       (SELECT count(*) FROM anchors) AS size,
       (SELECT count(*) FROM anchors WHERE block_number <= (SELECT final_number FROM chain_cursor)) AS final_size
     FROM reorgs`,
    [knownReorg],
  );
  if (!row) throw new Error("an aggregate has a row");
  return { newestReorg: Number(row.newest), untouched: Number(row.untouched), size: Number(row.size), finalSize: Number(row.final_size) };
}
