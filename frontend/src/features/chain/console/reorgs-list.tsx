import { reorgView, type ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { RelativeTime } from "../../../entities/Times.tsx";
import { Ancestor, BelowFinal, Changed, Depth, Left, Reached } from "../parts/ReorgCells.tsx";

/** Reorganisations of a feed, with their depth and what they changed. @param feeds what is read; of the first where none is chosen */
export function reorgsOf(feeds: readonly string[] = []): ListDefinition<ReorgView> {
  return {
    name: "reorgs",
    place: "reorgs",
    title: "chain.reorgs",
    path: "/api/chain/reorgs",
    item: reorgView,
    keyOf: ({ id }) => String(id),
    nameOf: ({ id }) => String(id),
    columns: [
      { id: "seen", head: "chain.reorgs.seen", cell: ({ seenAt }) => <RelativeTime time={seenAt} />, csv: ({ seenAt }) => seenAt },
      {
        id: "depth",
        head: "chain.reorgs.depth",
        cell: (reorg) => <Depth {...reorg} />,
        csv: ({ depth }) => depth,
      },
      {
        id: "from",
        head: "chain.reorgs.from",
        cell: (reorg) => <Left {...reorg} />,
        csv: ({ from }) => `${from.number} ${from.hash}`,
      },
      {
        id: "to",
        head: "chain.reorgs.to",
        cell: (reorg) => <Reached {...reorg} />,
        csv: ({ to }) => to,
      },
      {
        id: "ancestor",
        head: "chain.reorgs.ancestor",
        cell: (reorg) => <Ancestor {...reorg} />,
        csv: ({ ancestor }) => ancestor,
      },
      {
        id: "changed",
        head: "chain.reorgs.changed",
        cell: (reorg) => <Changed {...reorg} />,
        csv: ({ logsRemoved, logsAdded }) => `-${logsRemoved} +${logsAdded}`,
      },
      {
        id: "below",
        head: "chain.reorgs.below",
        cell: (reorg) => <BelowFinal {...reorg} />,
        csv: ({ belowFinal }) => String(belowFinal),
      },
    ],
    facets: [
      { kind: "choice", name: "feed", label: "chain.feeds.feed", options: feeds.map((value) => ({ value })) },
      {
        kind: "choice",
        name: "below",
        label: "chain.reorgs.below",
        options: [
          { value: "true", label: "chain.reorgs.below.yes" },
          { value: "false", label: "chain.reorgs.below.no" },
        ],
      },
    ],
    empty: "chain.reorgs.empty",
    every: 15_000,
  };
}
