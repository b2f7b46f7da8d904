import { evidenceHash } from "@waybill/protocol/claims/issuance-terms";
import { footprintHash } from "@waybill/protocol/footprint/hashes";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";

/**
 * Whether the terms of a claim are of exactly what is shown beside them: both footprints, the evidence, the receiver, and no gram more than lies
 * between the two.
 */
export function isWhatIsShown({ terms, baseline, actual, documents, receiver, grams }: ClaimView): boolean {
  const saved = BigInt(baseline.footprint.total.wtw) - BigInt(actual.footprint.total.wtw);
  const issued = BigInt(terms.lastSerial) - BigInt(terms.firstSerial) + 1n;
  return (
    terms.saving.baseline === footprintHash(baseline.footprint) &&
    terms.saving.actual === footprintHash(actual.footprint) &&
    terms.saving.evidence === evidenceHash(documents.map(({ cid }) => cid)) &&
    terms.to === receiver.account &&
    issued === BigInt(grams) &&
    issued <= saved
  );
}
