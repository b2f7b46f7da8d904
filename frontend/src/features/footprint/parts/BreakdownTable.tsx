import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import type { Input } from "../model/breakdown.ts";
import { ElementName } from "../../../entities/footprint/ElementName.tsx";
import { Doubts } from "./Doubts.tsx";
import { ElementSource } from "./ElementSource.tsx";

const COLUMNS = ["element", "data", "grams", "share", "source"] as const;

interface BreakdownTableProps {
  inputs: readonly Input[];
  tables: readonly FactorTableView[];
}

/** The chart as a table: each number with what it was computed from. */
export function BreakdownTable({ inputs, tables }: BreakdownTableProps) {
  const t = useText();
  const intl = useIntl();
  const share = (percent: number) => `${intl.formatNumber(percent)} %`;
  return (
    <Table caption={t("footprint.table")} hideCaption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <Th key={column}>
              <T id={`footprint.column.${column}`} />
            </Th>
          ))}
        </tr>
      </thead>
      {inputs.map(({ goods, elements, grams, percent }) => (
        <tbody key={goods}>
          <tr className="bg-sunken/50">
            <th scope="rowgroup" colSpan={2} className="border-b border-line px-3.5 py-2 text-left">
              <NamedSubjectChip subject={goods} />
            </th>
            <Td className="font-semibold whitespace-nowrap tabular-nums">{formatGrams(grams)}</Td>
            <Td className="font-semibold whitespace-nowrap tabular-nums">{share(percent)}</Td>
            <Td />
          </tr>
          {elements.map(({ element, percent: part, doubts }) => (
            <tr key={element.id}>
              <Td className="min-w-48">
                <ElementName element={element} />
                <Doubts doubts={doubts} />
              </Td>
              <Td className="whitespace-nowrap">
                <T id={`footprint.data.${element.calculation.data}`} />
              </Td>
              <Td className="whitespace-nowrap tabular-nums">{formatGrams(BigInt(element.emissions.wtw))}</Td>
              <Td className="whitespace-nowrap tabular-nums">{share(part)}</Td>
              <Td className="min-w-72">
                <ElementSource element={element} tables={tables} />
              </Td>
            </tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}
