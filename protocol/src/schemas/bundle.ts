import { z } from "zod";
import { address, blockNumber, eventId, hex32, signature, subject, unixSeconds } from "./primitives.ts";

/**
 * Everything a stranger needs, beside a node of their choice, to check one statement or one journey.
 * Bundles are exchanged as JSON text and parsed losslessly: the `event` member must keep its numbers as written.
 */

/** Which contract on which chain the proofs refer to. The reader decides whether to trust that contract. */
export const chainReference = z.object({
  chainId: z.number().int().positive(),
  supplyChain: address,
  /** Block that holds the deployment: where a search for logs may start. */
  fromBlock: blockNumber,
});
export type ChainReference = z.infer<typeof chainReference>;

/** RFC 6962 audit path of one leaf: `size` leaves in the tree, siblings from the leaf upwards. */
export const merklePath = z.object({
  index: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  path: z.array(hex32),
});
export type MerklePath = z.infer<typeof merklePath>;

/** A batch root as an entry of the contract's append-only log. */
export const anchorEntry = z.object({
  root: hex32,
  author: address,
  timestamp: unixSeconds,
  /** Position in the log, and the proof to the log's head when it had `entry.size` entries. */
  entry: merklePath,
  /** Peaks of the log at `entry.size`, largest first: lets a reader extend an old proof with later entries. */
  frontier: z.array(hex32),
  blockNumber,
  blockHash: hex32,
  transactionHash: hex32,
});
export type AnchorEntry = z.infer<typeof anchorEntry>;

/** Where a leaf is committed: its place in a batch, and the batch's place in the log. */
export const anchoring = z.object({ inclusion: merklePath, anchor: anchorEntry });
export type Anchoring = z.infer<typeof anchoring>;

/** An organisation as registered: only `account` and a salted hash of the rest are on chain. */
export const profile = z.object({
  account: address,
  /** Drawn by whoever registers it, once all else stands. */
  salt: hex32,
  name: z.string().min(1).max(200),
  /** GLN of the party (AI 417), 13 digits. */
  gln: z
    .string()
    .regex(/^\d{13}$/)
    .optional(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** A link for people: no other scheme can be one. */
  website: z.url({ protocol: /^https?$/ }).optional(),
});
export type Profile = z.infer<typeof profile>;

/** What an organisation says of itself when it asks to be registered: the salt is not its to choose. */
export const statedProfile = profile.omit({ salt: true });
export type StatedProfile = z.infer<typeof statedProfile>;

/** Where a statement stands in the tree of all that were signed with one signature: its position, and the siblings from it upwards. */
export const bulkPlace = z.object({ index: z.number().int().nonnegative(), path: z.array(hex32).min(1).max(9) });
export type BulkPlace = z.infer<typeof bulkPlace>;

/** Who stands behind a statement: a key that signed it, or an account that only claimed it by token. */
export const authorship = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("signed"), account: address, signature, bulk: bulkPlace.optional(), profile: profile.optional() }),
  z.object({ kind: z.literal("claimed"), account: address, profile: profile.optional() }),
]);
export type Authorship = z.infer<typeof authorship>;

/**
 * One entry of a subject's history: a statement's commitment, and the event that it declares to be in error, if any; or the on-chain key of a
 * logistic unit that was put under custody with this SSCC.
 */
export const historyEntry = z.object({ commitment: hex32, corrects: hex32.nullable() });
export type HistoryEntry = z.infer<typeof historyEntry>;

/** The hash-chained list of all statements about one subject, and of its units under custody, complete up to the anchor that holds its head. */
export const historyProof = z.object({
  subject,
  salt: hex32,
  entries: z.array(historyEntry).min(1),
  anchoring,
});
export type HistoryProof = z.infer<typeof historyProof>;

/**
 * A document that the event points at. A public one of moderate size brings its bytes, which alone can pass; otherwise `cid` says where
 * they may be found, and proves nothing.
 */
export const bundledDocument = z
  .object({
    /** As the event spells it. */
    link: z.string(),
    /** Content id of the file, or of what a private one is encrypted to. */
    cid: z.string(),
    visibility: z.enum(["public", "private"]),
    bytes: z.base64().nullable(),
  })
  .refine(({ visibility, bytes }) => bytes === null || visibility === "public", "a private document does not travel in a bundle");
export type BundledDocument = z.infer<typeof bundledDocument>;

const bundledStatement = z.object({
  /** The bare EPCIS event exactly as captured, with its own `@context`. */
  event: z.record(z.string(), z.unknown()),
  eventId,
  contentDigest: hex32,
  salt: hex32,
  commitment: hex32,
  author: authorship,
  anchoring: anchoring.nullable(),
  /** Those of the documents that the event points at which the service keeps. */
  documents: z.array(bundledDocument).optional(),
});

/** One statement with all its proofs. Parts that do not exist yet are null, and their steps say `unknown`. */
export const eventBundle = z.object({
  format: z.literal("waybill-event-bundle"),
  version: z.literal(1),
  chain: chainReference,
  ...bundledStatement.shape,
  /** Statements that declare this event to be in error: they say who does. */
  declarations: z.array(bundledStatement).optional(),
  /** Histories of the event's subjects; the corrections step reads them. */
  histories: z.array(historyProof),
});
export type EventBundle = z.infer<typeof eventBundle>;
/** A statement inside a bundle, whose chain and histories are the bundle's. */
export type BundledStatement = z.infer<typeof bundledStatement>;

/** One step of a unit's custody. From the second on, `seq` is the number that the step used up: 0, 1, 2 and so on. */
export const custodyStep = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("opened"),
    seq: z.literal(0),
    holder: address,
    docHash: hex32,
    transactionHash: hex32,
    timestamp: unixSeconds,
  }),
  z.object({
    kind: z.literal("handed-over"),
    /** seq before the handover: the nonce that both signed. */
    seq: z.number().int().nonnegative(),
    from: address,
    to: address,
    docHash: hex32,
    deadline: unixSeconds,
    /** Null when that party sent the transaction itself or the pair signed a consignment of many units. */
    fromSignature: signature.nullable(),
    toSignature: signature.nullable(),
    transactionHash: hex32,
    timestamp: unixSeconds,
  }),
  z.object({ kind: z.literal("rejected"), seq: z.number().int(), by: address, transactionHash: hex32, timestamp: unixSeconds }),
  /** The holder took back every offer it had signed for this seq. */
  z.object({ kind: z.literal("withdrawn"), seq: z.number().int(), holder: address, transactionHash: hex32, timestamp: unixSeconds }),
  z.object({
    kind: z.literal("recovered"),
    seq: z.number().int(),
    from: address,
    to: address,
    transactionHash: hex32,
    timestamp: unixSeconds,
  }),
  z.object({ kind: z.literal("closed"), seq: z.number().int(), holder: address, transactionHash: hex32, timestamp: unixSeconds }),
]);
export type CustodyStep = z.infer<typeof custodyStep>;

/** Custody of one logistic unit; the last step must agree with the contract's slot. */
export const custodyProof = z.object({
  /** Canonical Digital Link of the SSCC. */
  subject,
  salt: hex32,
  /** On-chain key of the unit: a salted hash of `subject`. */
  unit: hex32,
  steps: z.array(custodyStep).min(1),
  profiles: z.array(profile),
});
export type CustodyProof = z.infer<typeof custodyProof>;

/** A whole journey: the statements about a subject and what it was made from or travelled in. */
export const journeyBundle = z.object({
  format: z.literal("waybill-journey-bundle"),
  version: z.literal(1),
  chain: chainReference,
  subject,
  events: z.array(bundledStatement),
  /** Statements that the histories list and that were erased at their authors' request, as the service says; it proves nothing. */
  erased: z.array(z.object({ commitment: hex32, erasedAt: unixSeconds })),
  histories: z.array(historyProof),
  custody: z.array(custodyProof),
});
export type JourneyBundle = z.infer<typeof journeyBundle>;
