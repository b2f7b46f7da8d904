import { anchorCost, type AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { AnchorInTransaction, CostWithGas, Delay, Holds, Wei } from "../parts/AnchorCells.tsx";
import { delaysOf } from "../model/delays.ts";

/** What anchors held, cost and took. */
export const COSTS: ListDefinition<AnchorCost> = {
  name: "anchor-costs",
  place: "anchors",
  title: "chain.costs",
  path: "/api/chain/anchors",
  item: anchorCost,
  keyOf: ({ index }) => String(index),
  nameOf: ({ index }) => String(index),
  columns: [
    {
      id: "anchor",
      head: "anchors.anchor",
      cell: (anchor) => <AnchorInTransaction {...anchor} />,
      csv: ({ index }) => index,
    },
    { id: "time", head: "anchors.time", cell: ({ includedAt }) => <RelativeTime time={includedAt} />, csv: ({ includedAt }) => includedAt },
    {
      id: "holds",
      head: "anchors.holds",
      cell: (anchor) => <Holds {...anchor} />,
      csv: ({ statements }) => statements,
    },
    {
      id: "each",
      head: "chain.costs.each",
      cell: ({ costPerStatementWei }) => <Wei wei={costPerStatementWei} />,
      csv: ({ costPerStatementWei }) => costPerStatementWei,
    },
    {
      id: "all",
      head: "chain.costs.all",
      cell: (anchor) => <CostWithGas {...anchor} />,
      csv: ({ costWei }) => costWei,
    },
    {
      id: "to-block",
      head: "chain.costs.to-block",
      cell: (anchor) => <Delay seconds={delaysOf(anchor).toBlockSeconds} />,
      csv: (anchor) => delaysOf(anchor).toBlockSeconds,
    },
    {
      id: "to-final",
      head: "chain.costs.to-final",
      cell: (anchor) => <Delay seconds={delaysOf(anchor).toFinalSeconds} />,
      csv: (anchor) => delaysOf(anchor).toFinalSeconds,
    },
    { id: "state", head: "anchors.state", cell: ({ finality }) => <FinalityMark finality={finality} />, csv: ({ finality }) => finality },
  ],
  facets: [
    {
      kind: "choice",
      name: "ours",
      label: "anchors.author",
      options: [
        { value: "true", label: "anchors.ours" },
        { value: "false", label: "anchors.others" },
      ],
    },
  ],
  empty: "anchors.empty",
  every: 15_000,
};
