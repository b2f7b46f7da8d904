import { randomBytes } from "node:crypto";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE, statementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { getJson, type System } from "./system.ts";

/** An event about one lot at one place. */
export function eventAbout(subject: string, { bizStep, eventTime }: { bizStep: string; eventTime: string }): JsonObject {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "ObjectEvent",
    eventTime,
    eventTimeZoneOffset: "+00:00",
    action: bizStep === "commissioning" ? "ADD" : "OBSERVE",
    quantityList: [{ epcClass: subject, quantity: 40, uom: "CS" }],
    bizStep,
    disposition: bizStep === "commissioning" ? "active" : "in_transit",
    readPoint: { id: "https://id.gs1.org/414/0860009999992" },
  };
}

/** Signs an event as an organisation does, sends it, and resolves to its commitment. */
export async function signEvent({ url, config }: System, key: Hex, event: JsonObject): Promise<Hex32> {
  const account = privateKeyToAccount(key);
  const salt = `0x${randomBytes(32).toString("hex")}` as Hex32;
  const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
  const { commitment, typedData } = prepareStatement(event, { salt, account: account.address as Address, chain });
  const signature = await account.signTypedData(typedData);
  const response = await fetch(`${url}/epcis/events`, {
    method: "POST",
    headers: { "Content-Type": SIGNED_CAPTURE_TYPE },
    body: stringifyLossless({ event, signature: { account: account.address, salt, signature } }),
  });
  if (response.status !== 201) throw new Error(`capture answered ${response.status}: ${await response.text()}`);
  return commitment;
}

/** Anchors now, and waits until all these statements are final. */
export async function becomeFinal({ url }: System, commitments: readonly Hex32[]): Promise<void> {
  await fetch(`${url}/api/anchors`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
  // One after the other: what became final with the first is asked for once, not each time that the first is.
  for (const commitment of commitments) {
    const isFinal = async () => statementView.parse(await getJson(`${url}/api/statements/${commitment}`)).state === "final";
    await waitFor(isFinal, { what: "finality of the statements", deadlineMilliseconds: 60_000 });
  }
}
