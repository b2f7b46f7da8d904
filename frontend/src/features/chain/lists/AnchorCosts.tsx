import { anchorCost, type AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import { AnchorChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { delaysOf } from "../model/delays.ts";
import { Duration } from "../parts/Duration.tsx";
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
    <Table caption={t("chain.costs")} hideCaption>
      <thead>
        <tr>
          <Th>{t("anchors.anchor")}</Th>
          <Th>{t("anchors.time")}</Th>
          <Th>{t("anchors.holds")}</Th>
          <Th>{t("chain.costs.each")}</Th>
          <Th>{t("chain.costs.all")}</Th>
          <Th>{t("chain.costs.to-block")}</Th>
          <Th>{t("chain.costs.to-final")}</Th>
          <Th>{t("anchors.state")}</Th>
        </tr>
      </thead>
      <tbody>
        {anchors.map((anchor) => (
          <CostRow key={anchor.index} anchor={anchor} />
        ))}
      </tbody>
    </Table>
  );
}

function CostRow({ anchor }: { anchor: AnchorCost }) {
  const { toBlockSeconds, toFinalSeconds } = delaysOf(anchor);
  return (
    <tr>
      <Td>
        <AnchorChip index={anchor.index} />
        <span className="mt-1 block">
          <TransactionChip hash={anchor.transactionHash} />
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime time={anchor.includedAt} />
      </Td>
      <Td className="whitespace-nowrap">
        {anchor.statements === null ? <T id="anchors.foreign" /> : <T id="anchors.statements" values={{ count: anchor.statements }} />}
      </Td>
      <Td>{anchor.costPerStatementWei === null ? "–" : <WeiText wei={anchor.costPerStatementWei} />}</Td>
      <Td>
        {anchor.costWei === null ? "–" : <WeiText wei={anchor.costWei} />}
        {anchor.gasUsed !== null && (
          <span className="block whitespace-nowrap text-muted">
            <T id="chain.costs.gas" values={{ gas: anchor.gasUsed }} />
          </span>
        )}
      </Td>
      <Td>{toBlockSeconds === null ? "–" : <Duration seconds={toBlockSeconds} />}</Td>
      <Td>{toFinalSeconds === null ? "–" : <Duration seconds={toFinalSeconds} />}</Td>
      <Td className="whitespace-nowrap">
        <FinalityMark finality={anchor.finality} />
      </Td>
    </tr>
  );
}

function csvRow(anchor: AnchorCost) {
  const { index, statements, gasUsed, costWei, costPerStatementWei, capturedAt, batchedAt, includedAt, finalAt, transactionHash } = anchor;
  return [index, statements, gasUsed, costWei, costPerStatementWei, capturedAt, batchedAt, includedAt, finalAt, transactionHash];
}
