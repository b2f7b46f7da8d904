import { reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { reversalView, type ReversalView } from "@waybill/protocol/schemas/api/credits";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";
import { TransactionChip } from "../ChainChips.tsx";
import { FinalityMark } from "../Marks.tsx";
import { Paged } from "../Paged.tsx";
import { PartyChip } from "../PartyChip.tsx";
import { SaveCsv } from "../SaveCsv.tsx";
import { RelativeTime } from "../Times.tsx";
import { Reason } from "./Reason.tsx";

const CSV_HEADS = [
  ...["kind", "batch", "grams", "from_buffer_grams", "uncovered_grams", "holder", "reason_hash", "reason", "reason_hash_matches"],
  ...["at", "block", "transaction"],
];

function csvRow({
  kind,
  batch,
  grams,
  fromBuffer,
  uncovered,
  holder,
  reasonHash,
  reason,
  ...rest
}: ReversalView): (string | number | null)[] {
  return [
    ...[kind, batch, grams, fromBuffer, uncovered, holder?.account ?? null, reasonHash, reason?.text ?? null],
    reason === null ? null : reasonHashOf(reason.text) === reasonHash ? "yes" : "no",
    ...[rest.at, rest.blockNumber, rest.transactionHash],
  ];
}

/** What was called off of a batch, why, and what holders gave up for it; the newest first. */
export function ReversalTable({ batch }: { batch: string }) {
  const t = useText();
  return (
    <Paged
      queryKey={keys.reversals(batch)}
      path="/api/carbon/reversals"
      query={{ batch }}
      item={reversalView}
      empty={<T id="carbon.reversals.empty" />}
    >
      {(reversals) => (
        <>
          <Table caption={t("carbon.reversals")} hideCaption>
            <thead>
              <tr>
                <Th>{t("carbon.reversal.kind")}</Th>
                <Th className="text-right">{t("carbon.grams")}</Th>
                <Th>{t("carbon.reversal.why")}</Th>
                <Th>{t("carbon.reversal.when")}</Th>
                <Th>{t("carbon.on-chain")}</Th>
                <Th>{t("carbon.transaction")}</Th>
              </tr>
            </thead>
            <tbody>
              {reversals.map((reversal) => (
                <tr key={`${reversal.transactionHash} ${reversal.kind} ${reversal.grams} ${reversal.reasonHash ?? ""}`}>
                  <Td className="whitespace-nowrap">{t(`carbon.reversal.${reversal.kind}`)}</Td>
                  <Td className="min-w-36 text-right">
                    <Grams of={reversal} />
                  </Td>
                  <Td className="min-w-56">
                    {reversal.reasonHash === null ? (
                      reversal.holder !== null && <PartyChip party={reversal.holder} />
                    ) : (
                      <Reason hash={reversal.reasonHash} reason={reversal.reason} />
                    )}
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime time={reversal.at} />
                  </Td>
                  <Td className="whitespace-nowrap">
                    <FinalityMark finality={reversal.finality} />
                  </Td>
                  <Td>
                    <TransactionChip hash={reversal.transactionHash} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <SaveCsv name="carbon-reversals" heads={CSV_HEADS} rows={() => reversals.map(csvRow)} />
        </>
      )}
    </Paged>
  );
}

/** How much, and of a cancellation what became of it. */
function Grams({ of: { kind, grams, fromBuffer, uncovered } }: { of: ReversalView }) {
  return (
    <>
      <span className="block whitespace-nowrap tabular-nums">{formatGrams(BigInt(grams))}</span>
      {kind === "cancelled" && (
        <span className="block text-sm text-muted">
          <T id="carbon.reversal.parts" values={{ buffer: formatGrams(BigInt(fromBuffer)), deficit: formatGrams(BigInt(uncovered)) }} />
        </span>
      )}
    </>
  );
}
