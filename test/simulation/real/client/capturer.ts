import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import type { Party } from "../accounts.ts";
import { insist, type ClientParts } from "./clients.ts";
import { callHttp } from "./http.ts";

/** How events are handed in: one at a time and stored at once, or in a document that a job works off. */
export type CaptureWay = "event" | "document";

/** Captures signed events one after the other, each of them until it is acknowledged. */
export async function runCapturer(name: string, account: Party, parts: ClientParts, way: CaptureWay = "event"): Promise<void> {
  const { history, apiUrl, chain, random } = parts;
  for (let number = 1; !parts.isClosing(); number++) {
    const event = eventOf(name, number, random.integer(1, 3));
    const salt = random.hex(32);
    const { typedData, commitment } = prepareStatement(event, { salt: salt as never, account: account.address, chain: chain as never });
    const signature = await account.signTypedData(typedData);
    const signed = { account: account.address, salt, signature };
    const [path, content] =
      way === "event"
        ? ["/epcis/events", { event, signature: signed }]
        : ["/epcis/capture", { document: documentOf(event), signatures: [signed] }];
    const body = stringifyLossless(content);
    await insist(parts, () =>
      history.record({ client: name, action: "capture", key: `capture:${commitment}`, value: { commitment } }, async () => {
        const { type, status, body: answer } = await callHttp("POST", apiUrl + path, body, SIGNED_CAPTURE_TYPE);
        return { type, value: { status, code: answer["code"] } };
      }),
    );
  }
}

function documentOf({ "@context": context = [], ...event }: JsonObject): JsonObject {
  return {
    "@context": context,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-01-01T00:00:00Z",
    epcisBody: { eventList: [event] },
  };
}

function eventOf(name: string, number: number, lot: number): JsonObject {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "ObjectEvent",
    eventTime: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    eventTimeZoneOffset: "+00:00",
    action: "OBSERVE",
    bizStep: "shipping",
    readPoint: { id: "https://id.gs1.org/414/9506000134376" },
    quantityList: [{ epcClass: `https://id.gs1.org/01/09506000134352/10/${name}-${lot}`, quantity: number, uom: "CS" }],
  };
}
