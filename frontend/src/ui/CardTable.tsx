import type { ReactNode } from "react";
import { Table, Td, Th } from "./Table.tsx";

export interface CardColumn<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Of each value, where there is room for a table. */
  className?: string;
}

interface CardTableProps<Row> {
  caption: string;
  columns: readonly CardColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
}

/** A table whose rows are cards on a telephone, where each value stands beside its head: see card-table.css. */
export function CardTable<Row>({ caption, columns, rows, keyOf }: CardTableProps<Row>) {
  return (
    <Table caption={caption} hideCaption className="cards">
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <Th key={head}>{head}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            <CardCells columns={columns} row={row} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The values of one row; the first is what it is called. */
export function CardCells<Row>({ columns, row }: { columns: readonly CardColumn<Row>[]; row: Row }) {
  return columns.map(({ head, cell, className }, index) => (
    <Td key={head} className={className} {...(index === 0 ? { "data-slot": "first" } : { "data-head": head })}>
      <div>{cell(row)}</div>
    </Td>
  ));
}
