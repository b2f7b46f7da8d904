import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { stringifyLossless, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { EPCIS_CONTEXT } from "@waybill/protocol/schemas/epcis/epcis-context";
import { KDE_NAMESPACE } from "@waybill/protocol/templates/template";
import { bulkPlacesOf, bulkStatementTypedData } from "@waybill/protocol/typed-data/bulk-statement";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { prepareSigning, type PreparedStatement } from "../../../../lib/prepare-signing.ts";

/** Statements under one signature: as many as one capture takes, and fewer than fit under one (512). */
export const PARCEL_SIZE = 500;

/** Statements that are signed and sent together. */
export interface Parcel {
  document: JsonObject;
  statements: PreparedStatement[];
  typedData: ReturnType<typeof bulkStatementTypedData>;
}

/** How many signatures so many events need. */
export function parcelsFor(count: number): number {
  return Math.ceil(count / PARCEL_SIZE);
}

interface ParcelParameters {
  account: Address;
  chain: SigningChain;
  newSalt: () => Hex32;
  now: Date;
}

/**
 * One EPCIS document of these events and what its author signs. The events of a document share its context, so it is of the document's
 * events that the hashes are made.
 */
export function parcelOf(events: readonly JsonObject[], { account, chain, newSalt, now }: ParcelParameters): Parcel {
  const document: JsonObject = {
    "@context": [EPCIS_CONTEXT, { kde: KDE_NAMESPACE }],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: now.toISOString(),
    epcisBody: { eventList: events.map(({ "@context": _, ...event }): Json => event) },
  };
  const statements = bareEvents(document).map((event) => prepareSigning(event, { salt: newSalt(), account, chain }));
  return {
    document,
    statements,
    typedData: bulkStatementTypedData(
      chain,
      statements.map(({ message }) => message),
    ),
  };
}

/** Body of POST /epcis/capture: the document, and for each event the one signature with its place under it. */
export function parcelBody({ document, statements }: Parcel, signature: string): string {
  const places = bulkPlacesOf(statements.map(({ message }) => message));
  const signatures = statements.map(({ account, salt }, index) => ({ account, salt, signature, bulk: places[index] as Json }));
  return stringifyLossless({ document, signatures });
}
