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

/**
 * Reads a captured event: it holds no number that a double would change, so plain numbers lose nothing, and give each number one spelling,
 * whoever wrote it.
 */
export function entryOf({ eventJson, ...told }: { eventJson: string; account: string; eventHash: string }): IndexEntry {
  const event = JSON.parse(eventJson) as JsonObject;
  const prefixes = new Set([...eventJson.matchAll(COMPANY_PREFIX)].flatMap(([, prefix]) => prefix ?? []));
  return { indexed: indexEvent(event), parts: partsOf(event, told), prefixes: [...prefixes] };
}
