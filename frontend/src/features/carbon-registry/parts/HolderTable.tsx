import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CreditBatchWithHolders } from "@waybill/protocol/schemas/api/credits";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

interface HolderTableProps {
  holders: CreditBatchWithHolders["holders"];
  /** How many there are, also those that are not listed. */
  count: number;
}

/** Who holds grams of a batch, the most first. */
export function HolderTable({ holders, count }: HolderTableProps) {
  const t = useText();
  if (holders.length === 0) {
    return (
      <p className="text-muted">
        <T id="carbon.holders.none" />
      </p>
    );
  }
  return (
    <>
      <Table caption={t("carbon.holders")} hideCaption>
        <thead>
          <tr>
            <Th>{t("carbon.holder")}</Th>
            <Th className="text-right">{t("carbon.account.held")}</Th>
          </tr>
        </thead>
        <tbody>
          {holders.map(({ holder, grams }) => (
            <tr key={holder.account}>
              <Td>
                <PartyChip party={holder} />
              </Td>
              <Td className="text-right whitespace-nowrap tabular-nums">{formatGrams(BigInt(grams))}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {count > holders.length && (
        <p className="mt-3 text-muted">
          <T id="carbon.holders.more" values={{ count: count - holders.length }} />
        </p>
      )}
      <SaveCsv name="carbon-holders" heads={["holder", "grams"]} rows={() => holders.map(({ holder, grams }) => [holder.account, grams])} />
    </>
  );
}
