import { z } from "zod";
import { address, blockNumber, dateTime, finality, hex32, signature, unixSeconds } from "../primitives.ts";
import { party } from "./traceability.ts";

/** Whole grams of CO₂e as decimal digits: sums may be larger than a JSON number keeps. */
export const grams = z.string().regex(/^(0|[1-9]\d{0,29})$/, "must be whole grams in decimal digits");

/** One unit of a batch's token is one gram. At every moment: held + buffer = issued - retired - cancelled. */
export const creditAccounts = z.object({
  issued: grams,
  retired: grams,
  /** Destroyed without anybody's claim. */
  cancelled: grams,
  /** Withheld at issuance, with which a reversal begins. */
  buffer: grams,
  /** On accounts, as transfers tell it. */
  held: grams,
  /** Reversed beyond the buffer and not made good: so many of those held have no saving behind them. */
  deficit: grams,
});
export type CreditAccounts = z.infer<typeof creditAccounts>;

const chainPlace = z.object({ transactionHash: hex32, blockNumber, finality });

/** Grams that were issued together. */
export const creditBatch = z.object({
  /** The ERC-1155 id as 32 bytes. */
  batch: hex32,
  issuedTo: party,
  verifier: party,
  /** keccak256 of the registry's name, as `project` of the project's. */
  registry: hex32,
  project: hex32,
  /** Year of the saving. */
  vintage: z.number().int(),
  firstSerial: grams,
  lastSerial: grams,
  /** Ten-thousandths withheld. */
  bufferShare: z.number().int(),
  /** EIP-712 hash of what the saving rests on. */
  savingHash: hex32,
  accounts: creditAccounts,
  /** Whether transfers, retirements and reversals add up to what was issued. */
  isConserved: z.boolean(),
  issuedAt: dateTime,
  ...chainPlace.shape,
});
export type CreditBatch = z.infer<typeof creditBatch>;

/** Block that sums are of; null before the first. */
const sumsBlock = z.object({ number: blockNumber, hash: hex32 }).nullable();

export const creditHolding = z.object({ holder: party, grams });
export const creditBatchWithHolders = creditBatch.extend({
  /** Who holds most first; at most a hundred. */
  holders: z.array(creditHolding),
  /** How many accounts hold any. */
  holderCount: z.number().int(),
  /** Claim kept here that the batch was issued for, which leads to both footprints and the evidence; null for grams of claims kept elsewhere. */
  claim: z.string().nullable(),
  /** Block that the accounts are of, for whoever adds them up again. */
  block: sumsBlock,
});
export type CreditBatchWithHolders = z.infer<typeof creditBatchWithHolders>;

/** For whom and for what grams are retired; everybody can read it for ever. */
export const retirementClaim = z.object({
  /** In whose name the saving is claimed. */
  beneficiary: party,
  /** Key of the shipment whose emissions are made good. */
  shipment: hex32.nullable(),
  /** First and last second of the time that the claim is for; both 0 for none. */
  periodStart: unixSeconds,
  periodEnd: unixSeconds,
  /** ISO 3166-1 alpha-2. */
  country: z.string().nullable(),
  note: z.string(),
});

export const retirementView = z.object({
  /** Its name on chain. */
  retirement: hex32,
  batch: hex32,
  holder: party,
  grams,
  /** Grams of the batch that were retired before. */
  retiredBefore: grams,
  ...retirementClaim.shape,
  /** What the holder said of it afterwards. */
  corrections: z.array(z.object({ correction: z.string(), at: dateTime, transactionHash: hex32 })),
  retiredAt: dateTime,
  ...chainPlace.shape,
});
export type RetirementView = z.infer<typeof retirementView>;

/** A part of a saving that an issuer called off, or grams that a holder gave up for it. */
export const reversalView = z.object({
  kind: z.enum(["cancelled", "surrendered"]),
  batch: hex32,
  grams,
  /** Of those cancelled, what the buffer covered; the rest joined the deficit. */
  fromBuffer: grams,
  uncovered: grams,
  /** Who surrendered; null for a cancellation: the contract does not say which issuer it was. */
  holder: party.nullable(),
  /** keccak256 of the reason of a cancellation. */
  reasonHash: hex32.nullable(),
  /** The reason itself, where a public document here has the text with that hash. */
  reason: z.object({ text: z.string(), document: z.string(), publishedBy: party }).nullable(),
  at: dateTime,
  ...chainPlace.shape,
});
export type ReversalView = z.infer<typeof reversalView>;

/** GET /api/carbon/accounts/{account}/rights: what the permission table lets an account do with grams now. */
export const carbonRights = z.object({ account: address, mayVerify: z.boolean(), mayIssue: z.boolean(), mayCancel: z.boolean() });
export type CarbonRights = z.infer<typeof carbonRights>;

/** What an account has and had of one batch, and how that batch stands. */
export const portfolioLine = z.object({
  batch: hex32,
  vintage: z.number().int(),
  held: grams,
  /** By this account. */
  retired: grams,
  surrendered: grams,
  /** Of those held, how many can be retired now: less than all where the batch has a deficit. */
  retirable: grams,
  /** Of the whole batch. */
  cancelled: grams,
  deficit: grams,
});

/** GET /api/carbon/accounts/{account}. */
export const portfolio = z.object({
  account: party,
  held: grams,
  retired: grams,
  surrendered: grams,
  /** Retired in this account's name, by whomever. */
  claimed: grams,
  /** Of the batches that were issued to this account. */
  cancelled: grams,
  deficit: grams,
  batches: z.array(portfolioLine),
});
export type Portfolio = z.infer<typeof portfolio>;

/** GET /api/carbon/conservation: the sums over all batches. */
export const conservation = z.object({
  batches: z.number().int(),
  accounts: creditAccounts,
  isConserved: z.boolean(),
  /** Batches that do not add up; at most a hundred. */
  violations: z.array(hex32),
  /** Block that all of this is of. */
  block: sumsBlock,
});
export type Conservation = z.infer<typeof conservation>;

const text512 = z.string().refine((text) => new TextEncoder().encode(text).length <= 512, "must be at most 512 bytes of UTF-8");

/** The end of the year 9999: no later time has a date that is read everywhere. */
const LAST_SECOND = 253_402_300_799;

/** POST /api/carbon/retirements/preview: what would be retired, for whom and for what. */
export const retirementTerms = z.object({
  holder: address,
  batch: hex32,
  grams: grams.refine((text) => text !== "0", "must be more than nothing"),
  beneficiary: address,
  shipment: hex32.nullable().default(null),
  periodStart: unixSeconds.max(LAST_SECOND).default(0),
  periodEnd: unixSeconds.max(LAST_SECOND).default(0),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two capital letters")
    .nullable()
    .default(null),
  note: text512.refine((text) => !text.includes("\u0000"), "must not hold the character U+0000").default(""),
});
export type RetirementTerms = z.infer<typeof retirementTerms>;

export const retirementPreview = z.object({
  /** What signing means, in plain sentences. */
  sentences: z.array(z.string()),
  heldBefore: grams,
  heldAfter: grams,
  nonce: z.number().int(),
  /** Last second at which the signature would count. */
  deadline: unixSeconds,
  /** EIP-712, ready for a wallet. */
  typedData: z.object({
    domain: z.record(z.string(), z.unknown()),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.literal("Retire"),
    message: z.record(z.string(), z.unknown()),
  }),
});
export type RetirementPreview = z.infer<typeof retirementPreview>;

/** POST /api/carbon/retirements: the terms as the holder signed them. */
export const retirementRequest = retirementTerms.extend({
  nonce: z.number().int().nonnegative(),
  deadline: unixSeconds.max(253_402_300_799),
  signature,
});

/** accepted -> sent -> included -> final; or failed, with the reason. A reorganisation takes it back to sent. */
export const retirementState = z.enum(["accepted", "sent", "included", "final", "failed"]);

export const retirementRequestView = z.object({
  /** Of what the holder signed. */
  digest: hex32,
  holder: party,
  batch: hex32,
  grams,
  ...retirementClaim.shape,
  nonce: z.number().int(),
  deadline: unixSeconds,
  state: retirementState,
  /** How settled it is on chain. */
  finality,
  /** Why it failed, in one sentence. */
  reason: z.string().nullable(),
  /** Its name on chain, once it is there. */
  retirement: hex32.nullable(),
  transactionHash: hex32.nullable(),
  requestedAt: dateTime,
});
export type RetirementRequestView = z.infer<typeof retirementRequestView>;
