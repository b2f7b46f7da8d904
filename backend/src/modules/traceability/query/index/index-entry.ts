import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { partsOf, type Part } from "../../trace/parts-of.ts";
import { indexEvent, type IndexedEvent } from "./index-event.ts";

/** All that the index and the trace graph hold of one statement; `INDEX_VERSION` says by which code it was made. */
export interface IndexEntry {
  indexed: IndexedEvent;
  parts: Part[];
  /** Company prefixes that its URNs show. */
  prefixes: string[];
}

const COMPANY_PREFIX = /"urn:epc:(?:id|class|idpat):[a-z]+:(\d{6,12})\./g;

/** What entries are made of: the event with plain numbers, which give each number one spelling whoever wrote it, and its text. */
interface Told {
  event: JsonObject;
  eventJson: string;
  account: string;
}

/** Reads a captured event: it holds no number that a double would change, so plain numbers lose nothing. */
export function entryOf({ event, eventJson, account }: Told): IndexEntry {
  const prefixes = new Set([...eventJson.matchAll(COMPANY_PREFIX)].flatMap(([, prefix]) => prefix ?? []));
  return { indexed: indexEvent(event), parts: partsOf(event, account), prefixes: [...prefixes] };
}

/** The same from the text alone, as it is stored. */
export function entryOfText(told: Omit<Told, "event">): IndexEntry {
  return entryOf({ ...told, event: JSON.parse(told.eventJson) as JsonObject });
}
