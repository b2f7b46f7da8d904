import type { FeedState, FeedView } from "@waybill/protocol/schemas/api/chain-status";
import type { ChainStatus } from "@waybill/protocol/schemas/api/system";

/** What the page says first. `feed` names the one that is to blame. */
export interface ChainVerdict {
  kind: "up-to-date" | "late" | "unfollowed" | "nothing-read" | "unreachable" | "foreign" | Exclude<FeedState, "ready" | "foreign">;
  feed: FeedView | null;
}

/** Reading is a block or two behind whenever one has just been mined; more is worth a word. */
const USUAL_LAG_BLOCKS = 3;
const WORST_FIRST = ["halted", "incomplete", "foreign", "behind", "loading"] as const satisfies readonly FeedState[];

/** The worst that is true of node and feeds, in the order of what a reader should know first. */
export function verdictOf(status: ChainStatus, feeds: readonly FeedView[]): ChainVerdict {
  const bad = WORST_FIRST.flatMap((state) => feeds.find((feed) => feed.state === state) ?? [])[0] ?? null;
  if (bad && (bad.state === "halted" || bad.state === "incomplete")) return { kind: bad.state, feed: bad };
  if (status.foreign || bad?.state === "foreign") return { kind: "foreign", feed: bad?.state === "foreign" ? bad : null };
  if (!status.reachable) return { kind: "unreachable", feed: null };
  if (status.indexed === null) return { kind: "nothing-read", feed: null };
  const left = feeds.find((feed) => !feed.isFollowed);
  if (left) return { kind: "unfollowed", feed: left };
  if (bad && (bad.state === "behind" || bad.state === "loading")) return { kind: bad.state, feed: bad };
  return { kind: (status.lagBlocks ?? 0) > USUAL_LAG_BLOCKS ? "late" : "up-to-date", feed: null };
}
