import { decodeEventLog, toEventSelector, type AbiEvent } from "viem";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { RawLog } from "./blocks.ts";
import type { AnyProjection, EventArgs, EventName, LogPlace, ProjectedRow } from "./projection.ts";

const KNOWN_TOPICS = new Set<string>(supplyChainAbi.flatMap((item) => (item.type === "event" ? [toEventSelector(item as AbiEvent)] : [])));

export interface DecodedEvent<Name extends EventName = EventName> {
  name: Name;
  args: EventArgs<Name>;
  place: LogPlace;
}

/** The event in a log of our contract; null for a topic that our ABI does not have. */
export function decodeLog(log: RawLog, timestamp: number): DecodedEvent | null {
  const [signature] = log.topics;
  if (signature === undefined || !KNOWN_TOPICS.has(signature)) return null;
  const { eventName, args } = decodeEventLog({
    abi: supplyChainAbi,
    topics: [signature, ...log.topics.slice(1)],
    data: log.data,
  });
  const { blockNumber, blockHash, logIndex, transactionHash } = log;
  return { name: eventName, args: args as EventArgs<EventName>, place: { blockNumber, blockHash, logIndex, transactionHash, timestamp } };
}

/** The rows that a projection makes of these events, in their order. */
export function project(projection: AnyProjection, events: readonly DecodedEvent[]): ProjectedRow[] {
  const handlers = projection.events as Partial<Record<EventName, (args: EventArgs<EventName>, place: LogPlace) => ProjectedRow>>;
  return events.flatMap(({ name, args, place }) => {
    const handler = handlers[name];
    return handler ? [handler(args, place)] : [];
  });
}
