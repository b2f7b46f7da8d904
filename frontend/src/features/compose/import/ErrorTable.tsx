import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import type { CheckedRow } from "./model/check-rows.ts";
import type { Column } from "./model/columns.ts";
import { useColumnName } from "./use-column-name.ts";
import type { ImportFile } from "./use-import.ts";

interface ErrorTableProps {
  rows: readonly CheckedRow[];
  file: ImportFile;
  columns: readonly Column[];
  mapping: Readonly<Record<string, string>>;
}

/** More would be read by nobody, and make the page slow. */
const SHOWN = 200;

/** Every error by row and column, with what the cell says; all of them as CSV. */
export function ErrorTable({ rows, file, columns, mapping }: ErrorTableProps) {
  const text = useText();
  const nameOf = useColumnName();
  const byId = new Map(columns.map((column) => [column.id, column]));
  const errors = rows.flatMap(({ line, problems }) =>
    problems.map(({ column, message, values }) => {
      const head = mapping[column];
      const known = byId.get(column);
      const name = known === undefined ? column : nameOf(known);
      return [line, head ?? name, head === undefined ? "" : (file.rows.rows[line - 2]?.[head] ?? ""), text(message, values)] as const;
    }),
  );
  const heads = [text("import.errors.line"), text("import.errors.column"), text("import.errors.value"), text("import.errors.message")];
  return (
    <div>
      <SaveCsv name={`${file.name}-${text("import.errors.csv")}`} heads={heads} rows={() => errors} />
      {errors.length > SHOWN && (
        <p className="mt-3 text-sm text-muted">
          <T id="import.errors.shown" values={{ shown: SHOWN, count: errors.length }} />
        </p>
      )}
      <Table caption={text("import.errors")} hideCaption className="mt-3 max-h-96 overflow-y-auto">
        <thead>
          <tr>
            {heads.map((head) => (
              <Th key={head}>{head}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {errors.slice(0, SHOWN).map(([line, column, value, message], index) => (
            <tr key={index}>
              <Td>{line}</Td>
              <Td>{column}</Td>
              <Td className="max-w-48 font-mono text-xs break-all">{value}</Td>
              <Td>{message}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
