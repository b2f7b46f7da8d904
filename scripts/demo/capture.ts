import { readFile } from "node:fs/promises";
import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { type JsonObject, parseLosslessObject, stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { type CaptureJob, SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { type ApiClient, waitFor } from "./api-client.ts";
import type { DemoChain } from "./load.ts";
import type { Organisation } from "./organisations.ts";
import { randomHex32 } from "./random.ts";

/** Signs every event of a document with the organisation's key and captures it. Returns how many statements that made or found. */
export async function captureDocument(api: ApiClient, chain: DemoChain, organisation: Organisation, file: string): Promise<number> {
  const document = parseLosslessObject(await readFile(new URL(`documents/${file}`, import.meta.url), "utf8"));
  const signatures = [];
  for (const event of bareEvents(document)) signatures.push(await signEvent(chain, organisation, event));
  const accepted = (await api.send("POST", "/epcis/capture", stringifyLossless({ document, signatures }), {
    type: SIGNED_CAPTURE_TYPE,
  })) as CaptureJob;
  const job = await waitFor(`capture of ${file}`, async () => {
    const state = (await api.get(`/epcis/capture/${accepted.captureID}`)) as CaptureJob;
    return state.running ? undefined : state;
  });
  if (!job.success) throw new Error(`capture of ${file} was refused: ${JSON.stringify(job.errors)}`);
  return job.statements.length;
}

async function signEvent(chain: DemoChain, { account }: Organisation, event: JsonObject) {
  const salt = randomHex32();
  const { typedData } = prepareStatement(event, { salt, account: account.address, chain });
  return { account: account.address, salt, signature: await account.signTypedData(typedData) };
}
