import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Portfolio, RetirementPreview, RetirementRequestView, RetirementView } from "@waybill/protocol/schemas/api/credits";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { type ApiClient, waitFor } from "./api-client.ts";
import { PALLET } from "./hand-over.ts";
import type { Organisation } from "./organisations.ts";

const GRAMS = "250000";

/**
 * Retires a part of what an organisation holds against the pallet's shipment, by a signature for which it pays nothing. Goes on where an earlier
 * run stopped. Answers what there is now, in words.
 */
export async function retirePart(api: ApiClient, { account }: Organisation): Promise<string> {
  const portfolioOf = async () => (await api.get(`/api/carbon/accounts/${account.address}`)) as Portfolio;
  const line = await waitFor("the grams of the pallet's saving", async () => (await portfolioOf()).batches[0]);
  if (line.retired !== "0") return "a part of it retired";
  const { items } = (await api.get(`/api/custody/units?subject=${encodeURIComponent(PALLET)}`)) as { items: CustodyView[] };
  const terms = {
    ...{ holder: account.address, batch: line.batch, grams: GRAMS, beneficiary: account.address, shipment: items[0]?.unit ?? null },
    ...{ country: "US", note: "Lettuce for the salads of April 2026" },
  };
  const { nonce, deadline, typedData } = (await api.send("POST", "/api/carbon/retirements/preview", terms)) as RetirementPreview;
  const signature = await account.signTypedData(typedData as never);
  const sent = (await api.send("POST", "/api/carbon/retirements", { ...terms, nonce, deadline, signature })) as RetirementRequestView;
  await waitFor("the retirement", async () => {
    const { retirement } = (await api.get(`/api/carbon/retirement-requests/${sent.digest}`)) as RetirementRequestView;
    return retirement && ((await api.get(`/api/carbon/retirements/${retirement}`)) as RetirementView);
  });
  return `${formatGrams(BigInt(GRAMS))} of it retired by signature`;
}
