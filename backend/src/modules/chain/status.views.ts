import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { StatementSource } from "./anchoring/batcher.ts";
import type { BlockRef } from "./indexer/blocks.ts";
import { findCursor } from "./indexer/cursor.store.ts";
import type { RelayNode } from "./relayer/node.ts";

export interface StatusParts {
  app: App;
  head: () => Promise<BlockRef>;
  node: RelayNode;
  relayer: Address;
  statements: Pick<StatementSource, "countUnanchored">;
}

/** Many readers share one look at the node. */
const NODE_TTL_MILLISECONDS = 500;

interface NodeView {
  head: BlockRef | null;
  balanceWei: bigint;
  reachable: boolean;
  unreachableSince: string | null;
}

interface Counts {
  reorgs: string;
  anchors: string;
  queued: string;
  sent: string;
  oldest_queued_at: Date | null;
}

/** What we know of the chain and how far behind we are; what is stored is answered also while the node is away. */
export function createStatusView(parts: StatusParts): (ctx: Pick<Ctx, "tx">) => Promise<ChainStatus> {
  const lookAtNode = createNodeView(parts);
  return async (ctx) => {
    const node = await lookAtNode();
    const cursor = await findCursor(ctx);
    const [counts] = await selectRows<Counts>(
      ctx,
      `SELECT (SELECT count(*) FROM chain_reorgs) AS reorgs, (SELECT count(*) FROM anchors) AS anchors,
         count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state IN ('signed', 'sent')) AS sent,
         min(created_at) FILTER (WHERE state = 'queued') AS oldest_queued_at
       FROM transactions WHERE state IN ('queued', 'signed', 'sent')`,
    );
    const head = node.head ?? cursor?.head ?? null;
    const pending = await parts.statements.countUnanchored(ctx);
    return {
      chainId: parts.app.config.chain.id,
      head,
      safe: cursor?.safe ?? null,
      final: cursor?.final ?? null,
      indexed: cursor?.indexed ?? null,
      lagBlocks: head && cursor ? Math.max(0, head.number - cursor.indexed.number) : null,
      reachable: node.reachable,
      unreachableSince: node.unreachableSince,
      reorgs: Number(counts?.reorgs ?? 0),
      relayer: {
        address: parts.relayer,
        balanceWei: node.balanceWei.toString(),
        queued: Number(counts?.queued ?? 0),
        sent: Number(counts?.sent ?? 0),
        oldestQueuedAt: counts?.oldest_queued_at?.toISOString() ?? null,
      },
      anchors: { count: Number(counts?.anchors ?? 0), pendingStatements: pending.count },
    };
  };
}

function createNodeView({ app, head: askHead, node, relayer }: StatusParts): () => Promise<NodeView> {
  let last: NodeView = { head: null, balanceWei: 0n, reachable: true, unreachableSince: null };
  let lookedAt = -Infinity;
  let looking: Promise<NodeView> | undefined;

  const look = async (): Promise<NodeView> => {
    try {
      const [head, balanceWei] = await Promise.all([askHead(), node.balance(relayer)]);
      last = {
        head: { number: head.number, hash: head.hash, timestamp: head.timestamp },
        balanceWei,
        reachable: true,
        unreachableSince: null,
      };
    } catch {
      last = { ...last, head: null, reachable: false, unreachableSince: last.unreachableSince ?? app.clock.now().toISOString() };
    }
    lookedAt = app.clock.now().getTime();
    return last;
  };
  return async () => {
    if (app.clock.now().getTime() - lookedAt < NODE_TTL_MILLISECONDS) return last;
    looking ??= look().finally(() => (looking = undefined));
    return looking;
  };
}
