import { formatGrams } from "@waybill/protocol/measures/grams";
import { creditBatch, type CreditBatch } from "@waybill/protocol/schemas/api/credits";
import { TransactionChip } from "../../../entities/ChainChips.tsx";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";

const ACCOUNTS = ["issued", "held", "buffer", "retired", "cancelled", "deficit"] as const;
const CSV_HEADS = [
  ...["batch", "issued_to", "verifier", "vintage", "first_serial", "last_serial", "saving_hash"],
  ...ACCOUNTS.map((name) => `${name}_grams`),
  ...["issued_at", "block", "transaction"],
];

function csvRow(batch: CreditBatch): (string | number)[] {
  return [
    ...[batch.batch, batch.issuedTo.account, batch.verifier.account, batch.vintage, batch.firstSerial, batch.lastSerial, batch.savingHash],
    ...ACCOUNTS.map((name) => batch.accounts[name]),
    ...[batch.issuedAt, batch.blockNumber, batch.transactionHash],
  ];
}

/** All issuances, the newest first; each is one batch. */
export function BatchTable() {
  const t = useText();
  return (
    <Paged queryKey={keys.batches} path="/api/carbon/batches" item={creditBatch} empty={<T id="carbon.batches.empty" />}>
      {(batches) => (
        <>
          <Table caption={t("carbon.batches")} hideCaption>
            <thead>
              <tr>
                <Th>{t("carbon.batch")}</Th>
                <Th>{t("carbon.issued-to")}</Th>
                <Th>{t("carbon.verifier")}</Th>
                <Th>{t("carbon.vintage")}</Th>
                {ACCOUNTS.map((name) => (
                  <Th key={name} className="text-right">
                    {t(`carbon.account.${name}`)}
                  </Th>
                ))}
                <Th>{t("carbon.issued-at")}</Th>
                <Th>{t("carbon.on-chain")}</Th>
                <Th>{t("carbon.transaction")}</Th>
              </tr>
            </thead>
            <tbody>
              {batches.map((batch) => (
                <tr key={batch.batch}>
                  <Td>
                    <BatchChip batch={batch.batch} />
                  </Td>
                  <Td>
                    <PartyChip party={batch.issuedTo} />
                  </Td>
                  <Td>
                    <PartyChip party={batch.verifier} />
                  </Td>
                  <Td className="tabular-nums">{batch.vintage}</Td>
                  {ACCOUNTS.map((name) => (
                    <Td key={name} className="text-right whitespace-nowrap tabular-nums">
                      {formatGrams(BigInt(batch.accounts[name]))}
                    </Td>
                  ))}
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={batch.issuedAt} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <FinalityMark finality={batch.finality} />
                  </Td>
                  <Td>
                    <TransactionChip hash={batch.transactionHash} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <SaveCsv name="carbon-batches" heads={CSV_HEADS} rows={() => batches.map(csvRow)} />
        </>
      )}
    </Paged>
  );
}
