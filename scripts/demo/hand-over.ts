import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { unitOf } from "@waybill/protocol/hashing/unit";
import type { ContentItem, HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import type { JourneyBundle } from "@waybill/protocol/schemas/bundle";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { handoverTypedData, openTypedData } from "@waybill/protocol/typed-data/custody";
import { type ApiClient, waitFor } from "./api-client.ts";
import { deadlineOf } from "./deadline.ts";
import type { DemoChain } from "./load.ts";
import type { Organisation } from "./organisations.ts";
import { randomHex32 } from "./random.ts";

/** The pallet of the lettuce chain, as its packer describes it. */
export const PALLET = "https://id.gs1.org/00/008600099999850000" as Subject;
const CONTENTS = [
  { subject: "https://id.gs1.org/01/10860009999920/10/ABC1234", quantity: "25", uom: "CS" },
  { subject: "https://id.gs1.org/01/10860009999920/10/ABC5678", quantity: "25", uom: "CS" },
] as ContentItem[];

/** Puts the pallet under custody of `from` and hands it over to `to`, both by signature alone. Goes on where an earlier run stopped. */
export async function handOverPallet(api: ApiClient, chain: DemoChain, from: Organisation, to: Organisation): Promise<void> {
  const held = (await custodyOfPallet(api)) ?? (await open(api, chain, from));
  if (held.holder.account === to.account.address) return;
  const offer = (await pendingOffer(api, from, held.unit)) ?? (await offerPallet(api, chain, held, from, to));
  const typedData = handoverTypedData(chain, {
    unit: held.unit as never,
    from: from.account.address,
    to: to.account.address,
    seq: offer.seq,
    docHash: offer.docHash as never,
    deadline: offer.deadline,
  });
  if (offer.state === "offered")
    await api.send("POST", `/api/custody/handovers/${offer.id}/accept`, { signature: await to.account.signTypedData(typedData) });
  await waitFor("the pallet's handover", async () => {
    const custody = await custodyOfPallet(api);
    return custody?.holder.account === to.account.address ? custody : undefined;
  });
  await waitFor("the pallet in its anchored history", async () => {
    const { histories } = (await api.get(`/api/journeys/bundle?subject=${encodeURIComponent(PALLET)}`)) as JourneyBundle;
    return histories.find(({ entries }) => entries.some(({ commitment }) => commitment === held.unit));
  });
}

async function open(api: ApiClient, chain: DemoChain, holder: Organisation): Promise<CustodyView> {
  const salt = randomHex32();
  const contents = { salt: randomHex32(), items: CONTENTS };
  const message = {
    unit: unitOf(PALLET, salt),
    holder: holder.account.address,
    docHash: contentsRoot(CONTENTS, contents.salt),
    deadline: await deadlineOf(api),
  };
  const signature = await holder.account.signTypedData(openTypedData(chain, message));
  await api.send("POST", "/api/custody/units", {
    subject: PALLET,
    salt,
    holder: message.holder,
    docHash: message.docHash,
    contents,
    deadline: message.deadline,
    signature,
  });
  return waitFor("the pallet's custody", () => custodyOfPallet(api));
}

async function offerPallet(
  api: ApiClient,
  chain: DemoChain,
  { unit, seq }: CustodyView,
  from: Organisation,
  to: Organisation,
): Promise<HandoverView> {
  const contents = { salt: randomHex32(), items: CONTENTS };
  const message = {
    unit: unit as never,
    from: from.account.address,
    to: to.account.address,
    seq,
    docHash: contentsRoot(CONTENTS, contents.salt),
    deadline: await deadlineOf(api),
  };
  const signature = await from.account.signTypedData(handoverTypedData(chain, message));
  const { docHash, deadline } = message;
  return (await api.send("POST", "/api/custody/handovers", {
    unit,
    to: message.to,
    seq,
    docHash,
    contents,
    deadline,
    signature,
  })) as HandoverView;
}

async function custodyOfPallet(api: ApiClient): Promise<CustodyView | undefined> {
  const { items } = (await api.get(`/api/custody/units?subject=${encodeURIComponent(PALLET)}`)) as { items: CustodyView[] };
  return items[0];
}

async function pendingOffer(api: ApiClient, from: Organisation, unit: string): Promise<HandoverView | undefined> {
  const { items } = (await api.get(`/api/custody/handovers?account=${from.account.address}`)) as { items: HandoverView[] };
  return items.find((offer) => offer.unit === unit && !["rejected", "lapsed", "failed"].includes(offer.state));
}
