import { T, useText } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import type { Column } from "./model/columns.ts";
import type { Rows } from "./model/read-file.ts";
import { useColumnName } from "./use-column-name.ts";

interface MappingTableProps {
  columns: readonly Column[];
  mapping: Readonly<Record<string, string>>;
  rows: Rows;
  onMap: (column: string, head: string) => void;
}

/** "" is a heading that a file may not have. */
const NONE = "\0";

/** For each thing that the form asks, the column of the file that says it. */
export function MappingTable({ columns, mapping, rows, onMap }: MappingTableProps) {
  const text = useText();
  const nameOf = useColumnName();
  const options = [{ value: NONE, label: text("import.mapping.none") }, ...rows.heads.map((head) => ({ value: head, label: head }))];
  const unused = rows.heads.filter((head) => !Object.values(mapping).includes(head));
  return (
    <>
      {unused.length > 0 && (
        <p className="mb-3 break-words">
          <T id="import.mapping.unused" values={{ count: unused.length, heads: unused.join(", ") }} />
        </p>
      )}
      <Table caption={text("import.step.columns")} hideCaption>
        <thead>
          <tr>
            <Th>
              <T id="import.mapping.column" />
            </Th>
            <Th>
              <T id="import.mapping.head" />
            </Th>
            <Th>
              <T id="import.mapping.first" />
            </Th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const head = mapping[column.id];
            return (
              <tr key={column.id}>
                <Td>
                  {nameOf(column)}
                  {column.isRequired && (
                    <span className="ml-2 text-muted">
                      (<T id="import.mapping.required" />)
                    </span>
                  )}
                </Td>
                <Td className="min-w-48">
                  <Select
                    aria-label={nameOf(column)}
                    value={head ?? NONE}
                    onValueChange={(next) => onMap(column.id, next === NONE ? "" : next)}
                    options={options}
                  />
                </Td>
                <Td className="font-mono text-xs break-all">{head === undefined ? "" : rows.rows[0]?.[head]}</Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </>
  );
}
