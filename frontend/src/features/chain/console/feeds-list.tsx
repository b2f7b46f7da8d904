import { feedState, type FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import type { HeldListDefinition } from "../../../entities/list/definition.ts";
import { says } from "../../../entities/list/says.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { FeedIndexed, FeedName, FeedStanding, Lag } from "../parts/FeedCells.tsx";

/** Every indexed contract: what it does, how far it is, and whether it is proven complete. */
export const FEEDS: HeldListDefinition<FeedView> = {
  name: "feeds",
  place: "feeds",
  title: "chain.feeds",
  keyOf: ({ name }) => name,
  nameOf: ({ name }) => name,
  columns: [
    { id: "feed", head: "chain.feeds.feed", cell: (feed) => <FeedName feed={feed} />, csv: ({ name }) => name },
    { id: "state", head: "chain.feeds.state", cell: (feed) => <FeedStanding feed={feed} />, csv: ({ state }) => state },
    { id: "indexed", head: "chain.indexed", cell: (feed) => <FeedIndexed feed={feed} />, csv: ({ indexed }) => indexed?.number ?? null },
    { id: "lag", head: "chain.feeds.lag", cell: (feed) => <Lag feed={feed} />, csv: ({ lagBlocks }) => lagBlocks },
    {
      id: "proven",
      head: "chain.feeds.proven",
      cell: ({ provenNumber }) => (provenNumber === null ? <T id="chain.feeds.unproven" /> : <BlockChip number={provenNumber} />),
      csv: ({ provenNumber }) => provenNumber,
    },
    {
      id: "healed",
      head: "chain.feeds.healed",
      cell: ({ healedLogs }) => <T id="chain.feeds.healed.value" values={{ count: healedLogs }} />,
      csv: ({ healedLogs }) => healedLogs,
    },
    {
      id: "reorgs",
      head: "chain.reorgs",
      cell: ({ reorgs }) => <span className="tabular-nums">{reorgs}</span>,
      csv: ({ reorgs }) => reorgs,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "chain.feeds.state",
      options: feedState.options.map((value) => ({ value, label: `chain.feed.${value}` as const })),
    },
    { kind: "text", name: "named", label: "chain.feeds.feed" },
  ],
  fits: ({ name, state }, facets) => (facets.state ?? state) === state && says(facets.named, name),
  empty: "list.empty",
};
