import { parseLosslessObject, stringifyLossless, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import type { FoundEvent } from "../query/run-query.ts";
import { createSharedContext } from "./contexts.ts";
import { identifiersOf, translateEvent, translationOf } from "./epc-format.ts";
import type { EpcFormat } from "./negotiate.ts";
import { PROOF_NAMESPACE } from "./proofs.ts";

export interface QueryDocument {
  text: string;
  /** How many of the events are in it: all, or those before the first whose context gives a name another meaning. */
  count: number;
}

export interface QueryDocumentOptions {
  queryName: string;
  format: EpcFormat;
  /** Gives the document an id, by the number of events in it; none when absent. */
  idOf?: (count: number) => string;
  /** For whom it is, when a subscription brings it. */
  subscriptionID?: string;
  /** All events, in one document: one whose context fits no other keeps it, at the price of the schema. */
  isWhole?: boolean;
  /** What makes text of the document; JSON when absent. */
  write?: (document: JsonObject) => string;
  /** Bundles as text, by commitment. */
  proofs?: ReadonlyMap<Hex32, string>;
}

/**
 * An EPCISQueryDocument of events that a query found, each with what only we know of it; the rest is as it was captured.
 *
 * With proofs, it ends before the first event that has none there.
 */
export async function queryDocument(
  ctx: Pick<Ctx, "tx" | "clock">,
  found: readonly FoundEvent[],
  { queryName, format, idOf, subscriptionID, isWhole = false, proofs, write = stringifyLossless }: QueryDocumentOptions,
): Promise<QueryDocument> {
  const shared = createSharedContext();
  const events: JsonObject[] = [];
  for (const one of found) {
    if (proofs !== undefined && !proofs.has(one.commitment)) break;
    const { "@context": context, ...event } = answeredEvent(one);
    const fits = shared.add(context);
    if (!fits && !isWhole) break;
    events.push(fits ? event : { "@context": context as Json, ...event });
  }
  const translate = await translationOf(ctx, format, () => events.flatMap(identifiersOf));
  const eventList = events.map((event) => translateEvent(event, translate));
  if (proofs !== undefined) {
    const member = `${shared.define("waybill", PROOF_NAMESPACE)}:proof`;
    eventList.forEach((event, index) => (event[member] = proofs.get(found[index]!.commitment) as string));
  }
  const document: JsonObject = {
    "@context": shared.value(),
    ...(idOf === undefined ? {} : { id: idOf(events.length) }),
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: ctx.clock.now().toISOString(),
    epcisBody: {
      queryResults: { ...(subscriptionID === undefined ? {} : { subscriptionID }), queryName, resultsBody: { eventList } },
    },
  };
  return { text: write(document), count: events.length };
}

/** An event as it is answered: with the time at which it was recorded, and its hash for an eventID where its author gave none. */
export function answeredEvent({ eventJson, eventId, recordedAt }: Pick<FoundEvent, "eventJson" | "eventId" | "recordedAt">): JsonObject {
  const event = parseLosslessObject(eventJson);
  return { ...event, eventID: event["eventID"] ?? eventId, recordTime: recordedAt.toISOString() };
}
