import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import type { Party } from "../accounts.ts";
import { insist, type ClientParts } from "./clients.ts";
import { callHttp } from "./http.ts";

/** Captures signed events one after the other, each of them until it is acknowledged. */
export async function runCapturer(name: string, account: Party, parts: ClientParts): Promise<void> {
  const { history, apiUrl, chain, random } = parts;
  for (let number = 1; !parts.isClosing(); number++) {
    const event = eventOf(name, number, random.integer(1, 3));
    const salt = random.hex(32);
    const { typedData, commitment } = prepareStatement(event, { salt: salt as never, account: account.address, chain: chain as never });
    const signature = await account.signTypedData(typedData);
    const body = stringifyLossless({ event, signature: { account: account.address, salt, signature } });
    await insist(parts, () =>
      history.record({ client: name, action: "capture", key: `capture:${commitment}`, value: { commitment } }, async () => {
        const { type, status, body: answer } = await callHttp("POST", `${apiUrl}/epcis/events`, body, SIGNED_CAPTURE_TYPE);
        return { type, value: { status, code: answer["code"] } };
      }),
    );
  }
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
