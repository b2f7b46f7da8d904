import { z } from "zod";
import { claimAct, claimState } from "../../claims/transitions.ts";
import { footprint } from "../../footprint/footprint.ts";
import { chainPlace } from "../../footprint/transport-chain.ts";
import { transportChange } from "../../footprint/what-if.ts";
import { co2eGrams } from "../../footprint/whole.ts";
import { address, blockNumber, dateTime, finality, hex32, signature, subject, unixSeconds } from "../primitives.ts";
import { creditAccounts } from "./credits.ts";
import { documentView } from "./documents.ts";
import { party } from "./traceability.ts";

const claimId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, "must be the id of a claim");
/** Last second of the year 9999. */
const deadline = unixSeconds.max(253_402_300_799);
const reason = z.string().min(3).max(1_000).regex(/\S/, "must say something");
const cid = z.string().regex(/^b[a-z2-7]{20,100}$/, "must be a content id (CIDv1, base32)");

/** Most documents that a claim rests on. */
export const MAX_EVIDENCE = 20;

/** POST /api/carbon/claims. How much is claimed follows from the footprints and cannot be stated. */
export const claimRequest = z.object({
  actual: hex32.describe("Hash of a kept footprint of the goods."),
  changes: z
    .array(transportChange)
    .min(1)
    .max(50)
    .describe("What would have been otherwise: gives the baseline, and names the claimed transports."),
  tables: z.array(hex32).max(10).optional().describe("Hashes of further factor tables for the baseline."),
  documents: z.array(cid).min(1).max(MAX_EVIDENCE).describe("Content ids of the evidence: public documents, or the claimant's own."),
  verifier: address,
  receiver: address.optional().describe("Gets the grams; the claimant when left out."),
  bufferShare: z
    .number()
    .int()
    .min(0)
    .max(9_999)
    .default(500)
    .describe("Ten-thousandths that are withheld against a reversal, rounded up to a gram."),
});
export type ClaimRequest = z.infer<typeof claimRequest>;

/** The claimant signs SubmitClaim. */
export const submitClaimRequest = z.object({ deadline, signature });
/** The verifier signs CarbonToken's Issue with the terms of the claim and this deadline. */
export const verifyClaimRequest = z.object({ deadline, signature });
/** The verifier, or the claimant, signs EndClaim. */
export const endClaimRequest = z.object({ reason, deadline, signature });
/** An issuer signs OrderIssue. */
export const issueClaimRequest = z.object({ issuer: address, deadline, signature });

const claimParties = { claimant: party, receiver: party, verifier: party };

/** One line of a list of claims. */
export const claimSummary = z.object({
  id: claimId,
  state: claimState,
  ...claimParties,
  subject,
  grams: co2eGrams,
  vintage: z.number().int(),
  /** How the issued grams stand on the chain: what of them was retired, and what of the saving was called off. Null before they are there. */
  accounts: creditAccounts.nullable(),
  createdAt: dateTime,
});
export type ClaimSummary = z.infer<typeof claimSummary>;

/** What the verifier signs, but for the deadline; whole numbers beyond a double as text. */
export const issuanceTerms = z.object({
  to: address,
  registry: hex32,
  project: hex32,
  vintage: z.number().int(),
  firstSerial: co2eGrams,
  lastSerial: co2eGrams,
  bufferShare: z.number().int(),
  saving: z.object({ baseline: hex32, actual: hex32, methodology: hex32, evidence: hex32 }),
});

export const claimStep = z.object({
  /** Counts from 1 within a claim. */
  version: z.number().int(),
  /** Null for the step that wrote it down. */
  act: claimAct.nullable(),
  from: claimState.nullable(),
  to: claimState,
  /** Null where the chain did it. */
  by: party.nullable(),
  /** Why, where somebody or the contract said so. */
  reason: z.string().nullable(),
  /** Over the typed data of the act, with its deadline; null where nobody signed. */
  signature: signature.nullable(),
  deadline: deadline.nullable(),
  at: dateTime,
});
export type ClaimStep = z.infer<typeof claimStep>;

/** A claim with all that its verifier decides by. */
export const claimView = claimSummary.extend({
  version: z.number().int(),
  bufferGrams: co2eGrams,
  saving: z.object({ baselineGrams: co2eGrams, actualGrams: co2eGrams, savedGrams: co2eGrams }),
  changes: z.array(transportChange),
  /** IDs, in both footprints, of the transports whose saving is claimed. */
  transports: z.array(z.string()),
  /** Those of them that another claim has already: while it does, this one can neither be submitted, verified nor issued. */
  collisions: z.array(z.object({ element: z.string(), claim: claimId })),
  /**
   * Those that may be what another claim has, told with other places: the same goods, and no footprint tells of both. Nothing is refused for it;
   * its verifier has to look at both.
   */
  resemblances: z.array(
    z.object({
      element: z.string(),
      claim: claimId,
      /** What the other claim has. */
      ...{ subject, from: chainPlace, to: chainPlace, departedAt: dateTime.nullable(), arrivedAt: dateTime.nullable() },
    }),
  ),
  baseline: z.object({ hash: hex32, footprint }),
  actual: z.object({ hash: hex32, footprint, followedBy: hex32.nullable() }),
  methodology: z.object({ id: z.string(), title: z.string(), text: z.string(), hash: hex32 }),
  documents: z.array(documentView),
  /** Names whose hashes are `registry` and `project` in the terms. */
  registry: z.string(),
  project: z.string(),
  terms: issuanceTerms,
  /** Id of the batch that these terms give, in decimal. */
  batch: z.string(),
  verification: z
    .object({
      deadline,
      signature,
      digest: hex32.describe("EIP-712 digest of what was signed: what an issuer orders, and what a verifier takes back."),
    })
    .nullable(),
  issuance: z
    .object({
      /** Null for grams that an issuer had sent from a wallet of its own: the contract does not say whose. */
      issuer: party.nullable(),
      state: z.enum(["queued", "signed", "sent", "included", "final", "failed", "reverted", "unknown"]),
      transactionHash: hex32.nullable(),
      blockNumber: blockNumber.nullable(),
      finality: finality.nullable(),
      /** Why it does not move or did not work. */
      reason: z.string().nullable(),
    })
    .nullable(),
  history: z.array(claimStep),
});
export type ClaimView = z.infer<typeof claimView>;

export const claimsFilter = z.object({
  state: claimState.optional(),
  organisation: address.optional().describe("Claimant or receiver."),
  verifier: address.optional(),
});
