import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { unitOf } from "@waybill/protocol/hashing/unit";
import { handoverTypedData, openTypedData } from "@waybill/protocol/typed-data/custody";
import type { Party } from "../accounts.ts";
import { insist, until, type ClientParts } from "./clients.ts";
import { callHttp } from "./http.ts";
import type { HistoryEntry, Outcome } from "./history.ts";

const PALLET = "https://id.gs1.org/00/008600099999850000";
const ITEMS = [{ subject: "https://id.gs1.org/01/10860009999920/10/ABC1234", quantity: "25", uom: "CS" }] as never;
/** Signatures must not lapse while a run goes on. */
const FAR_FUTURE_SECONDS = 4_000_000_000;

/** Opens a unit and hands it on and on between organisations, by signatures alone. */
export async function runHolder(name: string, organisations: readonly Party[], parts: ClientParts): Promise<void> {
  const { apiUrl, chain, random, history } = parts;
  const post = (
    action: HistoryEntry["action"],
    key: string,
    value: Record<string, unknown>,
    path: string,
    body: unknown,
  ): Promise<Outcome> =>
    insist(parts, () =>
      history.record({ client: name, action, key, value }, async () => {
        const { type, status, body: answer } = await callHttp("POST", apiUrl + path, JSON.stringify(body));
        return { type, value: { status, id: answer["id"], code: answer["code"] } };
      }),
    );
  const heldBy = (unit: string, seq: number) =>
    until(parts, async () => {
      const { type, body } = await callHttp("GET", `${apiUrl}/api/custody/units/${unit}`);
      return type === "ok" && Number(body["seq"]) >= seq ? body : undefined;
    });

  // A reorg may take back what an offer was built on: then it is refused, and the next unit begins.
  units: while (!parts.isClosing()) {
    let holder = random.pick(organisations);
    const [salt, contentsSalt] = [random.hex(32), random.hex(32)];
    const contents = { salt: contentsSalt, items: ITEMS };
    const unit = unitOf(PALLET as never, salt as never);
    const message = { unit, holder: holder.address, docHash: contentsRoot(ITEMS, contentsSalt as never), deadline: FAR_FUTURE_SECONDS };
    const signature = await holder.signTypedData(openTypedData(chain as never, message));
    const opening = {
      subject: PALLET,
      salt,
      contents,
      holder: holder.address,
      docHash: message.docHash,
      deadline: message.deadline,
      signature,
    };
    const opened = await post("open", `open:${unit}`, { unit, holder: holder.address }, "/api/custody/units", opening);
    if (opened !== "ok" || !(await heldBy(unit, 0))) continue;
    for (let seq = 0; seq < 3 && !parts.isClosing(); seq++) {
      const to = random.pick(organisations.filter((one) => one !== holder));
      const docHash = contentsRoot(ITEMS, contentsSalt as never);
      const terms = { unit, from: holder.address, to: to.address, seq, docHash, deadline: FAR_FUTURE_SECONDS };
      const typedData = handoverTypedData(chain as never, terms);
      const offer = {
        unit,
        to: to.address,
        seq,
        docHash,
        contents,
        deadline: terms.deadline,
        signature: await holder.signTypedData(typedData),
      };
      const facts = { unit, seq, from: holder.address, to: to.address };
      if ((await post("offer", `offer:${unit}:${seq}`, facts, "/api/custody/handovers", offer)) !== "ok") continue units;
      const id = String(history.entries.findLast(({ key, type }) => key === `offer:${unit}:${seq}` && type === "ok")?.value["id"]);
      const acceptance = { signature: await to.signTypedData(typedData) };
      if ((await post("accept", `accept:${unit}:${seq}`, facts, `/api/custody/handovers/${id}/accept`, acceptance)) !== "ok")
        continue units;
      if (!(await heldBy(unit, seq + 1))) continue units;
      holder = to;
    }
  }
}
