import { setTimeout as pause } from "node:timers/promises";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { retireTypedData, type CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { businessOf } from "../../checker/grams.ts";
import type { Party } from "../accounts.ts";
import { insist, until, type ClientParts } from "./clients.ts";
import { callHttp } from "./http.ts";

const NO_SHIPMENT = `0x${"0".repeat(64)}` as Hex32;
const MOST_GRAMS = 500;
/** Between looks at what becomes of a retirement, which takes a block, and before the next try after a refusal. */
const PACE_MILLISECONDS = 300;

/** Retires grams by signature, one retirement after the other: the next signature needs the next nonce. */
export async function runRetirer(
  name: string,
  account: Party,
  parts: ClientParts & { token: CarbonChain["token"]; batch: Hex32 },
): Promise<void> {
  const { history, apiUrl, chain, token, batch, random } = parts;
  const url = `${apiUrl}/api/carbon/retirement`;
  for (let number = 1; !parts.isClosing(); number++) {
    const [holder, note, grams] = [account.address, `${name} ${number}`, random.integer(1, MOST_GRAMS)];
    const shipment = random.chance(0.3) ? (random.hex(32) as Hex32) : NO_SHIPMENT;
    const terms = { holder, batch, grams: String(grams), beneficiary: holder, shipment, note };
    const preview = await until(
      parts,
      async () => {
        const { type, body } = await callHttp("POST", `${url}s/preview`, JSON.stringify(terms));
        return type === "ok" ? body : undefined;
      },
      PACE_MILLISECONDS,
    );
    if (preview === undefined) return;
    const [nonce, deadline] = [Number(preview["nonce"]), Number(preview["deadline"])];
    const claim = { beneficiary: holder, shipment, periodStart: 0, periodEnd: 0, country: "0x0000" as const };
    const message = { holder, id: BigInt(batch), amount: BigInt(grams), claim, note, nonce: BigInt(nonce), deadline };
    const signature = await account.signTypedData(retireTypedData({ chainId: chain.chainId, token }, message));
    let digest: unknown;
    const outcome = await insist(parts, () =>
      history.record({ client: name, action: "retire", key: businessOf(holder, note), value: { holder, note, nonce } }, async () => {
        const { type, status, body } = await callHttp("POST", `${url}s`, JSON.stringify({ ...terms, nonce, deadline, signature }));
        digest = body["digest"];
        return { type, value: { status, code: body["code"] } };
      }),
    );
    const isThrough = async () => {
      const { type, body } = await callHttp("GET", `${url}-requests/${String(digest)}`);
      return (type === "ok" && ["included", "final", "failed"].includes(String(body["state"]))) || undefined;
    };
    if (outcome === "ok") await until(parts, isThrough, PACE_MILLISECONDS);
    else await pause(PACE_MILLISECONDS);
  }
}
