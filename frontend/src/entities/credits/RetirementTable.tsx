import { formatGrams } from "@waybill/protocol/measures/grams";
import { retirementView, type RetirementView } from "@waybill/protocol/schemas/api/credits";
import { TransactionChip } from "../ChainChips.tsx";
import { FinalityMark } from "../Marks.tsx";
import { Paged } from "../Paged.tsx";
import { PartyChip } from "../PartyChip.tsx";
import { SaveCsv } from "../SaveCsv.tsx";
import { RelativeTime } from "../Times.tsx";
import type { Query } from "../../lib/api/http.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { BatchChip } from "./BatchChip.tsx";
import { Purpose } from "./Purpose.tsx";

const CSV_HEADS = [
  ...["retirement", "batch", "holder", "beneficiary", "grams", "shipment", "period_start", "period_end", "country", "note"],
  ...["retired_at", "block", "transaction"],
];

function csvRow(view: RetirementView): (string | number | null)[] {
  return [
    ...[view.retirement, view.batch, view.holder.account, view.beneficiary.account, view.grams],
    ...[view.shipment, view.periodStart, view.periodEnd, view.country, view.note],
    ...[view.retiredAt, view.blockNumber, view.transactionHash],
  ];
}

/** Retirements, the newest first: of everybody, or those that a filter lets through. */
export function RetirementTable({ queryKey, query }: { queryKey: readonly unknown[]; query?: Query }) {
  const t = useText();
  return (
    <Paged
      queryKey={queryKey}
      path="/api/carbon/retirements"
      query={query}
      item={retirementView}
      empty={<T id="carbon.retirements.empty" />}
    >
      {(retirements) => (
        <>
          <Table caption={t("carbon.retirements")} hideCaption>
            <thead>
              <tr>
                <Th>{t("carbon.grams")}</Th>
                <Th>{t("carbon.beneficiary")}</Th>
                <Th>{t("carbon.for")}</Th>
                <Th>{t("carbon.holder")}</Th>
                <Th>{t("carbon.batch")}</Th>
                <Th>{t("carbon.retired-at")}</Th>
                <Th>{t("carbon.on-chain")}</Th>
                <Th>{t("carbon.transaction")}</Th>
              </tr>
            </thead>
            <tbody>
              {retirements.map((retirement) => (
                <tr key={retirement.retirement}>
                  <Td className="whitespace-nowrap">
                    <span className="block tabular-nums">{formatGrams(BigInt(retirement.grams))}</span>
                    <a className="link text-sm" href={`/carbon/certificates/${retirement.retirement}`}>
                      <T id="carbon.certificate.link" />
                      <span className="sr-only"> {retirement.retirement}</span>
                    </a>
                  </Td>
                  <Td>
                    <PartyChip party={retirement.beneficiary} />
                  </Td>
                  <Td className="min-w-56">
                    <Purpose of={retirement} corrections={retirement.corrections} />
                  </Td>
                  <Td>
                    <PartyChip party={retirement.holder} />
                  </Td>
                  <Td>
                    <BatchChip batch={retirement.batch} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={retirement.retiredAt} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <FinalityMark finality={retirement.finality} />
                  </Td>
                  <Td>
                    <TransactionChip hash={retirement.transactionHash} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <SaveCsv name="carbon-retirements" heads={CSV_HEADS} rows={() => retirements.map(csvRow)} />
        </>
      )}
    </Paged>
  );
}
