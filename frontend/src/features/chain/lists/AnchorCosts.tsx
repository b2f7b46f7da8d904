import { anchorCost, type AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { delaysOf } from "../model/delays.ts";
import { AnchorInTransaction, CostWithGas, Delay, Holds, Wei } from "../parts/AnchorCells.tsx";
import { DelayChart } from "./DelayChart.tsx";

const CSV_HEADS = [
  "anchor",
  "statements",
  "gas_used",
  "cost_wei",
  "cost_per_statement_wei",
  "captured",
  "batched",
  "included",
  "final",
  "transaction",
];

/** What anchors held, cost and took. */
export function AnchorCosts({ every }: { every: number | false }) {
  return (
    <Paged queryKey={keys.anchorCosts} path="/api/chain/anchors" every={every} item={anchorCost} empty={<T id="anchors.empty" />}>
      {(anchors) => (
        <>
          <DelayChart anchors={anchors} />
          <CostTable anchors={anchors} />
          <SaveCsv name="anchor-costs" heads={CSV_HEADS} rows={() => anchors.map(csvRow)} />
        </>
      )}
    </Paged>
  );
}

function CostTable({ anchors }: { anchors: readonly AnchorCost[] }) {
  const t = useText();
  return (
    <CardTable
      caption={t("chain.costs")}
      rows={anchors}
      keyOf={({ index }) => index}
      columns={[
        {
          head: t("anchors.anchor"),
          cell: (anchor) => <AnchorInTransaction {...anchor} />,
        },
        { head: t("anchors.time"), cell: ({ includedAt }) => <RelativeTime time={includedAt} />, className: "whitespace-nowrap" },
        {
          head: t("anchors.holds"),
          cell: (anchor) => <Holds {...anchor} />,
          className: "whitespace-nowrap",
        },
        { head: t("chain.costs.each"), cell: ({ costPerStatementWei }) => <Wei wei={costPerStatementWei} /> },
        {
          head: t("chain.costs.all"),
          cell: (anchor) => <CostWithGas {...anchor} />,
        },
        { head: t("chain.costs.to-block"), cell: (anchor) => <Delay seconds={delaysOf(anchor).toBlockSeconds} /> },
        { head: t("chain.costs.to-final"), cell: (anchor) => <Delay seconds={delaysOf(anchor).toFinalSeconds} /> },
        { head: t("anchors.state"), cell: ({ finality }) => <FinalityMark finality={finality} />, className: "whitespace-nowrap" },
      ]}
    />
  );
}

function csvRow(anchor: AnchorCost) {
  const { index, statements, gasUsed, costWei, costPerStatementWei, capturedAt, batchedAt, includedAt, finalAt, transactionHash } = anchor;
  return [index, statements, gasUsed, costWei, costPerStatementWei, capturedAt, batchedAt, includedAt, finalAt, transactionHash];
}
