import { stringifyLossless, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE, type CaptureJob } from "@waybill/protocol/schemas/api/traceability";
import { bulkPlacesOf, bulkStatementTypedData } from "@waybill/protocol/typed-data/bulk-statement";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { TypedDataDefinition } from "viem";
import type { Answer, RequestOptions, TestBackend } from "./backend.ts";
import { accountOf, CHAIN, saltOf } from "./organisations.ts";
import { waitFor } from "./wait-for.ts";

export const CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"];
export const LOT = "https://id.gs1.org/01/09506000134352/10/LOT1";

/** A plain observation of a lot; members can be changed or added. */
export function observation(change: JsonObject = {}): JsonObject {
  return {
    "@context": CONTEXT,
    type: "ObjectEvent",
    eventTime: "2026-04-17T11:26:42-04:00",
    eventTimeZoneOffset: "-04:00",
    action: "OBSERVE",
    bizStep: "shipping",
    readPoint: { id: "https://id.gs1.org/414/9506000134376" },
    quantityList: [{ epcClass: LOT, quantity: 25, uom: "CS" }],
    ...change,
  };
}

/** An EPCIS document of events, whose context moves to the document. */
export function documentOf(events: readonly JsonObject[]): JsonObject {
  const list = events.map(({ "@context": _context, ...event }) => event);
  return {
    "@context": CONTEXT,
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-07-22T10:30:00Z",
    epcisBody: { eventList: list as Json },
  };
}

/** What a wallet's owner sends beside an event. `salt` names the salt, so that two signatures over one event can differ. */
export async function signatureOver(event: JsonObject, name: string, salt = name) {
  const account = accountOf(name);
  const { typedData, commitment } = prepareStatement(event, { salt: saltOf(salt) as never, account: account.address, chain: CHAIN });
  return { account: account.address, salt: saltOf(salt), signature: await account.signTypedData(typedData), commitment };
}

/** What a wallet's owner sends beside each of many events that one signature covers. */
export async function bulkSignatures(events: readonly JsonObject[], name: string) {
  const account = accountOf(name);
  const salts = events.map((_, index) => saltOf(`${name} ${index}`) as Hex32);
  const messages = events.map((event, i) => prepareStatement(event, { salt: salts[i]!, account: account.address, chain: CHAIN }).message);
  const signature = await account.signTypedData(bulkStatementTypedData(CHAIN, messages) as unknown as TypedDataDefinition);
  return bulkPlacesOf(messages).map((bulk, i) => ({ account: account.address, salt: salts[i], signature, bulk }));
}

/** Body of a signed capture. */
export async function signedCaptureText(events: readonly JsonObject[], name: string): Promise<string> {
  const signatures = await Promise.all(events.map((event, index) => signatureOver(event, name, `${name} ${index}`)));
  return stringifyLossless({ document: documentOf(events), signatures });
}

/** Sends one signed event. */
export async function captureSigned(backend: TestBackend, event: JsonObject, name: string, salt = name): Promise<Answer> {
  const text = stringifyLossless({ event, signature: await signatureOver(event, name, salt) });
  return backend.request("POST", "/epcis/events", { text, type: SIGNED_CAPTURE_TYPE });
}

/** Sends one event with a token, and names what it became. */
export async function claim(backend: TestBackend, event: JsonObject, token: string): Promise<{ eventId: string; commitment: string }> {
  return claimedIn(await backend.request("POST", "/epcis/events", { text: stringifyLossless(event), token }));
}

/** The same of an answer: the event's own id is in `Location`, its statement in `Link`. */
export function claimedIn({ status, headers, text }: Answer): { eventId: string; commitment: string } {
  if (status !== 201) throw new Error(`capture was refused: ${status} ${text}`);
  const eventId = decodeURIComponent(headers.get("location")?.slice("/epcis/events/".length) ?? "");
  return { eventId, commitment: /^<\/api\/statements\/(0x[0-9a-f]{64})>/.exec(headers.get("link") ?? "")?.[1] ?? "" };
}

/** Captures a document and waits until its job is done. */
export async function capture(backend: TestBackend, options: RequestOptions): Promise<CaptureJob> {
  const accepted = await backend.request("POST", "/epcis/capture", options);
  if (accepted.status !== 202) throw new Error(`capture was refused: ${accepted.status} ${accepted.text}`);
  const location = accepted.headers.get("location") ?? "";
  return waitFor("the capture", async () => {
    const job = (await backend.request("GET", location)).json<CaptureJob>();
    return job.running ? undefined : job;
  });
}

/** Makes an account an actor without the way over a registration. */
export function makeActor(backend: TestBackend, name: string, roles = 1, revokedAt: Date | null = null): Address {
  const { address } = accountOf(name);
  backend.chain.actors.set(address, { roles, registeredAt: new Date("2026-01-01T00:00:00Z"), revokedAt, finality: "final" });
  return address;
}
