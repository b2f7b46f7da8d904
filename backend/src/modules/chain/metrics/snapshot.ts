import { queueState, type AnchorCost, type FeedView, type SenderView } from "@waybill/protocol/schemas/api/chain-status";
import type { App } from "../../../platform/app.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { listAnchorCosts } from "../anchor-costs.views.ts";
import { lagOf, listFeeds, type FeedPlace } from "../feeds.views.ts";
import type { LookAtNode, NodeView } from "../node.views.ts";
import { deepestReorg } from "../reorgs.views.ts";
import { listSenders, type SenderAccount } from "../senders.views.ts";
import { waitingStatements, type StatusParts } from "../status.views.ts";

export interface MetricsParts {
  app: App;
  feeds: readonly FeedPlace[];
  senders: () => readonly SenderAccount[];
  lookAtNode: LookAtNode;
  statements: StatusParts["statements"];
}

/** A feed as metrics show it. */
export interface MeasuredFeed extends FeedView {
  reorgsBelowFinal: number;
  /** Blocks undone by the deepest reorganisation of the last hour. */
  reorgDepth: number;
}

export interface StateCount {
  state: string;
  count: number;
  /** Of the oldest; 0 when there is none. */
  ageSeconds: number;
}

/** Everything that one scrape shows, read together. */
export interface Snapshot {
  node: NodeView;
  feeds: readonly MeasuredFeed[];
  transactions: readonly StateCount[];
  attempts: { first: number; replacement: number };
  senders: readonly SenderView[];
  waiting: { statements: number; oldestSeconds: number };
  lastAnchor: AnchorCost | null;
}

const UNFINISHED = queueState.options.filter((state) => state !== "final");
const HOUR_MILLISECONDS = 3_600_000;

export async function readSnapshot({ app, feeds, senders, lookAtNode, statements }: MetricsParts): Promise<Snapshot> {
  const ctx = { tx: app.db.dataSource.manager, clock: app.clock };
  const now = app.clock.now().getTime();
  const node = await lookAtNode();
  const waiting = await waitingStatements(ctx, statements);
  const { items: lastAnchors } = await listAnchorCosts(ctx, statements.captureTimes, { after: null, limit: 1 });
  return {
    node,
    feeds: await measureFeeds(ctx, feeds, { node, chainId: app.config.chain.id, since: new Date(now - HOUR_MILLISECONDS) }),
    transactions: await countStates(ctx, now),
    attempts: await countAttempts(ctx),
    senders: await listSenders(ctx, senders(), node),
    waiting: {
      statements: waiting.unanchored + waiting.unsettled,
      oldestSeconds: waiting.oldestCapturedAt === null ? 0 : (now - waiting.oldestCapturedAt.getTime()) / 1_000,
    },
    lastAnchor: lastAnchors[0] ?? null,
  };
}

type Reading = Pick<Ctx, "tx">;

/** The node's own head counts where it is known: an indexer that is gone would not notice how far behind it is. */
async function measureFeeds(
  ctx: Reading,
  feeds: readonly FeedPlace[],
  { node, chainId, since }: { node: NodeView; chainId: number; since: Date },
): Promise<MeasuredFeed[]> {
  const views = await listFeeds(ctx, feeds);
  const measured: MeasuredFeed[] = [];
  for (const [position, view] of views.entries()) {
    const feed = feeds[position];
    if (!feed || view.indexed === null) {
      measured.push({ ...view, reorgsBelowFinal: 0, reorgDepth: 0 });
      continue;
    }
    const head = view.chainId === chainId && !node.isForeign && node.head ? node.head : view.head;
    const depth = await deepestReorg(ctx, feed, since);
    measured.push({ ...view, head, ...lagOf(head, view.indexed), reorgsBelowFinal: depth.belowFinal, reorgDepth: depth.blocks });
  }
  return measured;
}

async function countStates(ctx: Reading, now: number): Promise<StateCount[]> {
  const rows = await selectRows<{ state: string; count: string; oldest: Date }>(
    ctx,
    "SELECT state, count(*) AS count, min(created_at) AS oldest FROM transactions WHERE state <> 'final' GROUP BY state",
  );
  // A state that nobody is in counts 0: a first failure must be a change, not the beginning of a series.
  return UNFINISHED.map((state) => {
    const row = rows.find((one) => one.state === state);
    return { state, count: Number(row?.count ?? 0), ageSeconds: row ? (now - row.oldest.getTime()) / 1_000 : 0 };
  });
}

/** Signed forms of what is not over: the first of each nonce, and those that replaced it. */
async function countAttempts(ctx: Reading): Promise<Snapshot["attempts"]> {
  const [row] = await selectRows<{ all: string; first: string }>(
    ctx,
    `SELECT count(*) AS all, count(DISTINCT (a.transaction_id, a.nonce)) AS first
     FROM transactions t JOIN transaction_attempts a ON a.transaction_id = t.id WHERE t.state IN ('signed', 'sent', 'unknown')`,
  );
  const first = Number(row?.first ?? 0);
  return { first, replacement: Number(row?.all ?? 0) - first };
}
