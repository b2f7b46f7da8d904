import type { Abi, AbiEvent, AbiParameter } from "abitype";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { signatureHash } from "@waybill/protocol/hashing/keccak";
import { CELL, cellOf, type LogBatch } from "../node/log-batch.ts";

/** One input of an event whose place in the log is always the same. */
export interface Field {
  name: string;
  type: string;
  /** The topic that holds it, from 1; or null: it is in the data. */
  topic: number | null;
  /** The word of the data that holds it, when no topic does. */
  word: number;
}

/** Where each input of an event stands in its logs. Exists for events of static types only: decoding is then slicing. */
export interface EventLayout {
  name: string;
  topic0: Hex32;
  fields: readonly Field[];
  topicCount: number;
  dataBytes: number;
}

const WORD_BYTES = 32;
const STATIC_TYPE = /^(address|bool|u?int\d{0,3}|bytes([1-9]|[12]\d|3[0-2]))$/;

export function eventsOf(abi: Abi): AbiEvent[] {
  return abi.filter((item): item is AbiEvent => item.type === "event" && item.anonymous !== true);
}

/** keccak256 of the event's canonical signature, which is the first topic of its logs. */
export function topic0Of(event: AbiEvent): Hex32 {
  return signatureHash(`${event.name}(${event.inputs.map(canonicalType).join(",")})`);
}

function canonicalType(parameter: AbiParameter): string {
  if (!parameter.type.startsWith("tuple")) return parameter.type.replace(/^(u?int)(?=$|\[)/, "$1256");
  const { components } = parameter as { components: readonly AbiParameter[] };
  return `(${components.map(canonicalType).join(",")})${parameter.type.slice("tuple".length)}`;
}

/** Null when an input is of a dynamic or nested type: its place then depends on the log. */
export function layoutOf(event: AbiEvent): EventLayout | null {
  let [topics, words] = [1, 0];
  const fields: Field[] = [];
  for (const [index, input] of event.inputs.entries()) {
    const isStatic = STATIC_TYPE.test(input.type);
    if (!isStatic && !input.indexed) return null;
    const { name = `arg${index}` } = input;
    // A topic has room for a hash only of what is dynamic or nested.
    const type = isStatic ? input.type : "bytes32";
    if (input.indexed) fields.push({ name, type, topic: topics++, word: -1 });
    else fields.push({ name, type, topic: null, word: words++ });
  }
  return { name: event.name, topic0: topic0Of(event), fields, topicCount: topics, dataBytes: words * WORD_BYTES };
}

/** Whether a log of this signature also has this layout: the same signature with other inputs indexed is another event. */
export function fits({ topicCount, dataBytes }: EventLayout, batch: LogBatch, log: number): boolean {
  return cellOf(batch, log, CELL.topicCount) === topicCount && cellOf(batch, log, CELL.dataBytes) >= dataBytes;
}

/** Place of a field's 32-byte word: of its first digit in the batch's bytes. */
export function placeOf(field: Field, { cells }: LogBatch, base: number): number {
  return field.topic === null ? cells[base + CELL.data]! + field.word * 2 * WORD_BYTES : cells[base + CELL.topics + field.topic]!;
}
