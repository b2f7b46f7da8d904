import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Portfolio } from "@waybill/protocol/schemas/api/credits";
import type { ReactNode } from "react";
import { BatchChip } from "../../entities/credits/BatchChip.tsx";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

const COLUMNS = ["held", "retirable", "retired", "surrendered", "cancelled", "deficit"] as const;

export type Line = Portfolio["batches"][number];

/** The same by batch, with what is held first, which a narrow screen shows, too; the last two columns of grams are of the whole batch. */
export function PortfolioTable({ lines, actions }: { lines: readonly Line[]; actions?: (line: Line) => ReactNode }) {
  const t = useText();
  if (lines.length === 0) {
    return (
      <p className="text-muted">
        <T id="carbon.portfolio.empty" />
      </p>
    );
  }
  return (
    <>
      <Table caption={t("carbon.portfolio.batches")} hideCaption>
        <thead>
          <tr>
            <Th>{t("carbon.batch")}</Th>
            {COLUMNS.map((name) => (
              <Th key={name} className="text-right">
                {t(`carbon.portfolio.column.${name}`)}
              </Th>
            ))}
            <Th>{t("carbon.vintage")}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.batch}>
              <Td>
                <BatchChip batch={line.batch} />
                {actions !== undefined && <div className="mt-2 whitespace-nowrap">{actions(line)}</div>}
              </Td>
              {COLUMNS.map((name) => (
                <Td key={name} className="text-right whitespace-nowrap tabular-nums">
                  {formatGrams(BigInt(line[name]))}
                </Td>
              ))}
              <Td className="tabular-nums">{line.vintage}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv
        name="carbon-portfolio"
        heads={["batch", "year", ...COLUMNS.map((name) => `${name}_grams`)]}
        rows={() => lines.map((line) => [line.batch, line.vintage, ...COLUMNS.map((name) => line[name])])}
      />
    </>
  );
}
