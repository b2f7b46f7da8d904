import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { countUnsettled, type CaptureTimes } from "./anchor-costs.views.ts";
import type { StatementSource } from "./anchoring/batcher.ts";
import { lagOf, listFeeds, MAIN_FEED } from "./feeds.views.ts";
import type { LookAtNode } from "./node.views.ts";

type Reading = Pick<Ctx, "tx">;

export interface StatusParts {
  app: App;
  lookAtNode: LookAtNode;
  signers: { readonly relayer: { address: Address } };
  statements: Pick<StatementSource, "countUnanchored"> & { captureTimes: CaptureTimes };
}

interface Counts {
  anchors: string;
  queued: string;
  sent: string;
  oldest_queued_at: Date | null;
}

/** What we know of the chain and how far behind we are; what is stored is answered also while the node is away. */
export function createStatusView({ app, lookAtNode, signers, statements }: StatusParts): (ctx: Reading) => Promise<ChainStatus> {
  return async (ctx) => {
    const relayer = signers.relayer.address;
    const node = await lookAtNode();
    const [feed] = await listFeeds(ctx, [MAIN_FEED]);
    const [counts] = await selectRows<Counts>(
      ctx,
      `SELECT (SELECT count(*) FROM anchors) AS anchors,
         count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state IN ('signed', 'sent')) AS sent,
         min(created_at) FILTER (WHERE state = 'queued') AS oldest_queued_at
       FROM transactions WHERE state IN ('queued', 'signed', 'sent')`,
    );
    // A node on another chain says nothing about how far behind we are.
    const head = (node.isForeign ? null : node.head) ?? feed?.head ?? null;
    const indexed = feed?.indexed ?? null;
    const waiting = await waitingStatements(ctx, statements);
    return {
      chainId: app.config.chain.id,
      head,
      safe: feed?.safe ?? null,
      final: feed?.final ?? null,
      indexed,
      ...lagOf(head, indexed),
      foreign: node.isForeign,
      reachable: node.isReachable,
      unreachableSince: node.unreachableSince,
      reorgs: feed?.reorgs ?? 0,
      relayer: {
        address: relayer,
        balanceWei: (node.balances.get(relayer) ?? 0n).toString(),
        queued: Number(counts?.queued ?? 0),
        sent: Number(counts?.sent ?? 0),
        oldestQueuedAt: counts?.oldest_queued_at?.toISOString() ?? null,
      },
      anchors: {
        count: Number(counts?.anchors ?? 0),
        pendingStatements: waiting.unanchored,
        oldestPendingAt: waiting.oldestCapturedAt?.toISOString() ?? null,
      },
    };
  };
}

/** Statements on their way to the chain: those without a batch, and those whose batch is not on chain yet. */
export async function waitingStatements(
  ctx: Reading,
  { countUnanchored, captureTimes }: StatusParts["statements"],
): Promise<{ unanchored: number; unsettled: number; oldestCapturedAt: Date | null }> {
  const [unanchored, unsettled] = [await countUnanchored(ctx), await countUnsettled(ctx, captureTimes)];
  // Batches are made of the oldest, so whatever is in one is older than whatever is in none.
  const oldestCapturedAt = unsettled.oldestCapturedAt ?? unanchored.oldestCapturedAt;
  return { unanchored: unanchored.count, unsettled: unsettled.count, oldestCapturedAt };
}
