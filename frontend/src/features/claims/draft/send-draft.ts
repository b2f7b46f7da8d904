import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { footprintView } from "@waybill/protocol/schemas/api/carbon";
import { claimView } from "@waybill/protocol/schemas/api/claims";
import { sendOwn } from "../../../lib/session/session.ts";
import { isSameWay, requestOf, type ClaimDraft } from "../model/claim-draft.ts";

/**
 * Has the footprint of the goods kept as it is now, and the claim on it written down. Twice the same keeps one footprint.
 *
 * @param previewed The footprint that the draft was made on.
 * @returns id of the draft; undefined, and nothing is claimed, where the goods went another way by now
 */
export async function sendDraft(subject: string, previewed: Footprint, draft: ClaimDraft): Promise<string | undefined> {
  const kept = await sendOwn("/api/footprints", footprintView, { body: { subject } });
  if (!isSameWay(previewed, kept.footprint)) return undefined;
  return (await sendOwn("/api/carbon/claims", claimView, { body: requestOf(kept.hash, draft) })).id;
}
