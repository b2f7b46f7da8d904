import { reorgView, type ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

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
        cell: ({ depth }) => <T id="chain.reorgs.depth.value" values={{ count: depth }} />,
        csv: ({ depth }) => depth,
      },
      {
        id: "from",
        head: "chain.reorgs.from",
        cell: ({ from }) => <BlockChip number={from.number} hash={from.hash} />,
        csv: ({ from }) => `${from.number} ${from.hash}`,
      },
      {
        id: "to",
        head: "chain.reorgs.to",
        cell: ({ to }) => (to === null ? <T id="chain.unknown" /> : <BlockChip number={to} />),
        csv: ({ to }) => to,
      },
      {
        id: "ancestor",
        head: "chain.reorgs.ancestor",
        cell: ({ ancestor }) => (ancestor === null ? <T id="chain.reorgs.ancestor.none" /> : <BlockChip number={ancestor} />),
        csv: ({ ancestor }) => ancestor,
      },
      {
        id: "changed",
        head: "chain.reorgs.changed",
        cell: ({ logsRemoved, logsAdded }) => <T id="chain.reorgs.changed.value" values={{ removed: logsRemoved, added: logsAdded }} />,
        csv: ({ logsRemoved, logsAdded }) => `-${logsRemoved} +${logsAdded}`,
      },
      {
        id: "below",
        head: "chain.reorgs.below",
        cell: ({ belowFinal }) => (
          <StatusMark tone={belowFinal ? "failed" : "neutral"} plain>
            <T id={belowFinal ? "chain.reorgs.below.yes" : "chain.reorgs.below.no"} />
          </StatusMark>
        ),
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
