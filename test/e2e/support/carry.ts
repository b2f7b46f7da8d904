import { TRANSPORT_NAMESPACE } from "@waybill/protocol/footprint/from-events/terms";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Hex } from "viem";
import { signEvent } from "./sign-event.ts";
import type { System } from "./system.ts";

const KILOGRAMS = 9_000;

export interface Carried {
  /** Digital Link of a lot. */
  subject: string;
  from: { gln: string; key: Hex };
  to: { gln: string; key: Hex };
  /** As the statement of departure says it. */
  terms: JsonObject;
}

/** Nine tonnes of a lot are made, sent and taken in, each told by who did it: all that a whole footprint needs. */
export async function carry(system: System, { subject, from, to, terms }: Carried): Promise<void> {
  const event = (day: number, gln: string, bizStep: string, change: JsonObject = {}): JsonObject => ({
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { transport: TRANSPORT_NAMESPACE }],
    ...{ type: "ObjectEvent", action: "OBSERVE", eventTime: `2026-05-0${day}T08:00:00Z`, eventTimeZoneOffset: "+00:00", bizStep },
    ...{ readPoint: { id: placeId(gln) }, quantityList: [{ epcClass: subject, quantity: KILOGRAMS, uom: "KGM" }], ...change },
  });
  await signEvent(system, from.key, event(1, from.gln, "commissioning", { action: "ADD" }));
  const destination = { destinationList: [{ type: "location", destination: placeId(to.gln) }] };
  await signEvent(system, from.key, event(2, from.gln, "shipping", { ...destination, ...terms }));
  await signEvent(system, to.key, event(4, to.gln, "receiving"));
}

const placeId = (gln: string) => `https://id.gs1.org/414/${gln}`;
