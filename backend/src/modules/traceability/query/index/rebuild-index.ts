import type { App } from "../../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../../platform/context.ts";
import { lockAuthors } from "../../lock-authors.ts";
import { INDEX_VERSION } from "./index-event.ts";
import { entryOfText } from "./index-entry.ts";
import { storeIndex } from "./store-index.ts";

/** Some seconds of work at most between two commits. */
const BATCH = 1_000;

interface State {
  version: number;
  done_through: string;
  until: string;
}

interface Stored {
  sequence: string;
  account: string;
  eventHash: string;
  eventJson: string;
  recordedAt: Date;
}

/**
 * Makes the index again when the code that makes it has changed, or never ran: batch by batch, so that a stop loses one batch at most.
 * Processes that start together take turns. Statements captured meanwhile index themselves.
 */
export async function rebuildIndex(app: App): Promise<void> {
  while (await inTransaction(app, rebuildBatch));
}

async function rebuildBatch(ctx: Ctx): Promise<boolean> {
  // Waits for captures in hand, and lets none in between the emptying and the mark that says how far to go.
  await ctx.tx.query("LOCK TABLE event_index_state IN EXCLUSIVE MODE");
  const [state] = await selectRows<State>(ctx, "SELECT version, done_through, until FROM event_index_state");
  if (state?.version !== INDEX_VERSION) {
    await startOver(ctx);
    return true;
  }
  if (BigInt(state.done_through) >= BigInt(state.until)) return false;
  const statements = await selectRows<Stored>(
    ctx,
    `SELECT sequence, account, event_hash AS "eventHash", event_json AS "eventJson", captured_at AS "recordedAt" FROM statements
     WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT ${BATCH}`,
    [state.done_through, state.until],
  );
  // A declaration that is captured at this moment would not see the rows of this batch, nor they it.
  await lockAuthors(
    ctx,
    statements.map(({ account }) => account),
  );
  await storeIndex(
    ctx,
    statements.map((statement) => ({ ...statement, entry: entryOfText(statement) })),
  );
  const last = statements.length < BATCH ? state.until : statements.at(-1)?.sequence;
  await ctx.tx.query("UPDATE event_index_state SET done_through = $1", [last]);
  return true;
}

async function startOver(ctx: Ctx): Promise<void> {
  await ctx.tx.query("LOCK TABLE statements IN SHARE MODE");
  await ctx.tx.query("SELECT waybill_empty_event_index()");
  await ctx.tx.query("DELETE FROM event_index_state");
  await ctx.tx.query(
    `INSERT INTO event_index_state (version, done_through, until)
     SELECT $1, 0, coalesce(max(sequence), 0) FROM statements`,
    [INDEX_VERSION],
  );
  ctx.log.info({ version: INDEX_VERSION }, "the index of events is made anew");
}
