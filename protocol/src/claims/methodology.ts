import { contentDigestOf } from "../hashing/content-digest.ts";

/** How a saving is found. Signed by its hash, so that a change of the method is another method. */
export const METHODOLOGY = {
  id: "waybill-transport-saving-1",
  title: "Saving of a transport beside another way for the same goods",
  text:
    "The actual footprint follows ISO 14083 and is computed from statements about the goods. The baseline is the same transport chain with named " +
    "transports changed; everything else stays as it was. Each element of the baseline is rounded down to a gram and each of the actual chain up; " +
    "the saving is what is left, well to wheel. Both footprints are complete. A transport is claimed once, whichever goods the claim is about.",
} as const;

/** SHA-256 over the RFC 8785 form of the method: `methodology` in what verifiers sign. */
export const METHODOLOGY_HASH = contentDigestOf({ ...METHODOLOGY });
