import type { Abi } from "abitype";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { eventDecoder, type DecodeEvent } from "../decode/event-decoder.ts";
import { eventsOf, topic0Of } from "../decode/event-layout.ts";
import { CELL, cellOf, hashOf, hexAt, topic0Of as topic0At, type LogBatch } from "../node/log-batch.ts";
import type { AnyProjection, LogPlace, ProjectedRow } from "../projection.ts";
import type { Sql } from "../store/connection.ts";
import { CopyBuffer } from "../store/copy-buffer.ts";
import { columnWriter, type ColumnWriter } from "./column-writer.ts";
import { NO_ROWS, type EventTable } from "./event-table.ts";

type Handler = (args: never, place: LogPlace) => ProjectedRow;

/** A projection written by hand, on the table that a migration made for it: the table's own column types say how its rows are written. */
export async function projectionTable(
  sql: Sql,
  { projection, abi, address }: { projection: AnyProjection; abi: Abi; address: Address },
): Promise<EventTable> {
  const { table, events, contract: _contract, ...hooks } = projection;
  const columns = await columnsOf(sql, table);
  const handlers = new Map<string, { decode: DecodeEvent; handle: Handler }>();
  for (const event of eventsOf(abi)) {
    const handle = events[event.name];
    if (handle) handlers.set(topic0Of(event), { decode: eventDecoder(event), handle });
  }
  const ours = address.toLowerCase();

  const rowOf = (batch: LogBatch, log: number): ProjectedRow | null => {
    const handler = handlers.get(topic0At(batch, log) ?? "");
    if (!handler || hexAt(batch, cellOf(batch, log, CELL.address), 20) !== ours) return null;
    const args = handler.decode(batch, log);
    return args && handler.handle(args as never, placeOf(batch, log));
  };
  return {
    name: table,
    columns: columns.map(({ name }) => name),
    hooks,
    rowsOf(batch) {
      const rows: ProjectedRow[] = [];
      for (let log = 0; log < batch.count; log++) {
        const row = rowOf(batch, log);
        if (row) rows.push(row);
      }
      return rows.length === 0 ? NO_ROWS : { count: rows.length, copy: copyOf(columns, rows), rows };
    },
  };
}

function placeOf(batch: LogBatch, log: number): LogPlace {
  return {
    blockNumber: cellOf(batch, log, CELL.blockNumber),
    blockHash: hashOf(batch, log, CELL.blockHash),
    logIndex: cellOf(batch, log, CELL.logIndex),
    transactionHash: hashOf(batch, log, CELL.transactionHash),
    timestamp: cellOf(batch, log, CELL.timestamp),
  };
}

interface Column {
  name: string;
  write: ColumnWriter;
}

async function columnsOf(sql: Sql, table: string): Promise<Column[]> {
  const rows = await sql.query<{ name: string; type: string }[]>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  if (rows.length === 0) throw new Error(`there is no table ${table}`);
  return rows.map(({ name, type }) => ({ name, write: columnWriter(type) }));
}

function copyOf(columns: readonly Column[], rows: readonly ProjectedRow[]): Buffer {
  const out = new CopyBuffer();
  for (const row of rows as readonly unknown[] as Record<string, unknown>[]) {
    out.row(columns.length);
    for (const { name, write } of columns) {
      const value = row[name];
      if (value === null || value === undefined) out.null();
      else write(out, value);
    }
  }
  return out.finish();
}
