import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import type { Projecting } from "./apply-chunk.ts";
import { StaleCursorError } from "./cursor.store.ts";
import { createRangeSizer } from "./range-sizer.ts";
import { MovedChainError } from "./read-chunk.ts";
import type { ChainSource } from "./source.ts";
import { syncOnce, type Outcome, type Sync } from "./sync.ts";
import { startLoop } from "../loop.ts";

export interface IndexerOptions extends Projecting {
  app: App;
  source: ChainSource;
  pollMilliseconds?: number;
}

const DEFAULT_POLL_MILLISECONDS = 250;
/** Pause after the node or the database failed; doubled up to the last. */
const RETRY_MILLISECONDS = [250, 500, 1_000, 2_000, 4_000] as const;
/** On a development chain, a head that stays below ours this long means that the chain was rewound. */
const REWIND_PATIENCE_MILLISECONDS = 2_000;

/** Follows the chain until stopped: backfill, live blocks and reorgs are one and the same loop over `syncOnce`. */
export function startIndexer({ app, source, projections, onReorg, pollMilliseconds = DEFAULT_POLL_MILLISECONDS }: IndexerOptions): Service {
  const sync: Sync = { app, source, projections, onReorg, sizer: createRangeSizer() };
  const log = app.log.child({ part: "indexer" });
  let failures = 0;
  let behindSince: number | null = null;

  return startLoop(async () => {
    try {
      const acceptsRewind = behindSince !== null && app.clock.now().getTime() - behindSince >= REWIND_PATIENCE_MILLISECONDS;
      const outcome = await syncOnce(sync, { acceptsRewind });
      behindSince = outcome === "behind" && app.config.mode === "development" ? (behindSince ?? app.clock.now().getTime()) : null;
      if (failures > 0) log.info("indexing goes on");
      failures = 0;
      return pauseAfter(outcome, pollMilliseconds);
    } catch (error) {
      // Both say only that something else was faster; the next look sees the new state.
      if (error instanceof StaleCursorError || error instanceof MovedChainError) return 0;
      const pause = RETRY_MILLISECONDS[Math.min(failures, RETRY_MILLISECONDS.length - 1)] ?? 1_000;
      if (failures++ === 0) log.warn({ err: error }, "indexing waits: the node or the database failed");
      return pause;
    }
  });
}

function pauseAfter(outcome: Outcome, pollMilliseconds: number): number {
  return outcome === "moved" ? 0 : pollMilliseconds;
}
