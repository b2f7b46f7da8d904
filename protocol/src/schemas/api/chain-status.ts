import { z } from "zod";
import { address, blockNumber, dateTime, finality, hex32 } from "../primitives.ts";
import { blockRef } from "./system.ts";

/** An amount of wei in decimal digits: it does not fit a JSON number. */
export const weiAmount = z.string().regex(/^\d+$/, "must be an amount of wei");

/**
 * What a feed does: `loading` its past, `ready` at the head, `behind` a node that answers an older head, `incomplete` until missing logs are
 * found again, `halted` until an operator decides, `foreign` while the node is on another chain or the contract is not there.
 */
export const feedState = z.enum(["loading", "ready", "behind", "incomplete", "halted", "foreign"]);
export type FeedState = z.infer<typeof feedState>;

/** GET /api/chain/feeds: what is indexed together, and how far it is. */
export const feedView = z.object({
  name: z.string(),
  chainId: z.number().int().nullable(),
  state: feedState,
  /** One sentence; null when all is well. */
  reason: z.string().nullable(),
  head: blockRef.nullable(),
  safe: blockRef.nullable(),
  final: blockRef.nullable(),
  indexed: blockRef.nullable(),
  lagBlocks: z.number().int().nullable(),
  /** In the chain's own time: between the newest block and the last one indexed. */
  lagSeconds: z.number().int().nullable(),
  /** Last block at which the contract itself confirmed that no log is missing; null when it was never asked, or can't be. */
  provenNumber: blockNumber.nullable(),
  /** Logs that the node had withheld and that were found. */
  healedLogs: z.number().int(),
  reorgs: z.number().int(),
  updatedAt: dateTime.nullable(),
  /** Whether some process follows it now. */
  isFollowed: z.boolean(),
});
export type FeedView = z.infer<typeof feedView>;

/** GET /api/chain/reorgs: one reorganisation of a feed, and what it changed. */
export const reorgView = z.object({
  id: z.number().int(),
  seenAt: dateTime,
  /** Where the feed stood. */
  from: z.object({ number: blockNumber, hash: hex32 }),
  /** Where it stood after the replacement was read; null when that was not noted. */
  to: blockNumber.nullable(),
  /** Last block that both branches share; null when there is none, and everything was read anew. */
  ancestor: blockNumber.nullable(),
  /** Blocks that were undone. */
  depth: z.number().int(),
  logsRemoved: z.number().int(),
  logsAdded: z.number().int(),
  belowFinal: z.boolean(),
});
export type ReorgView = z.infer<typeof reorgView>;

export const queueState = z.enum(["queued", "signed", "sent", "included", "final", "failed", "reverted", "unknown"]);
export type QueueState = z.infer<typeof queueState>;
/** `open`: everything that is not over yet. */
export const queueFilter = z.enum(["open", ...queueState.options]);
export type QueueFilter = z.infer<typeof queueFilter>;

/** What a transaction is for. `subject` names it: root of the batch, account, unit, handover, claim, number of the checkpoint, or digest of a signed retirement. */
export const queuePurpose = z.object({
  kind: z.enum(["anchor", "register", "open", "handover", "reject", "close", "issue", "retire", "audit", "noop", "other"]),
  subject: z.string(),
});

/** One signed form of a transaction. Forms with the same nonce replace each other: at most one of them is ever mined. */
export const queueAttempt = z.object({
  hash: hex32,
  nonce: z.number().int(),
  /** `noop`: a transfer of nothing that only frees the nonce. */
  kind: z.enum(["call", "noop"]),
  maxFeePerGasWei: weiAmount,
  maxPriorityFeePerGasWei: weiAmount,
  signedAt: dateTime,
});

/** GET /api/chain/transactions: one transaction of the relayer. */
export const queueEntry = z.object({
  id: z.number().int(),
  purpose: queuePurpose,
  /** Of an anchor: its number in the contract's log, once it is there. Null for everything else. */
  anchorIndex: z.number().int().nullable(),
  sender: address,
  state: queueState,
  /** Why it waits or came to nothing, in one sentence. */
  reason: z.string().nullable(),
  nonce: z.number().int().nullable(),
  /** Newest first, at most 20. */
  attempts: z.array(queueAttempt),
  attemptCount: z.number().int(),
  /** What an admin wants of it, until that is done; null when nothing, or its newest form is not the one that it was about. */
  asked: z.enum(["replace", "withdraw"]).nullable(),
  transactionHash: hex32.nullable(),
  blockNumber: blockNumber.nullable(),
  finality,
  gasUsed: z.number().int().nullable(),
  costWei: weiAmount.nullable(),
  createdAt: dateTime,
  sentAt: dateTime.nullable(),
  updatedAt: dateTime,
});
export type QueueEntry = z.infer<typeof queueEntry>;

/** Body of both acts on a transaction that waits: the newest of its forms, as whoever decides has seen it. */
export const waitingForm = z.object({ hash: hex32 });

/** GET /api/chain/senders: an account that sends for us, and how long its money lasts. */
export const senderView = z.object({
  address,
  /** What it sends: one key may do both. */
  roles: z.array(z.enum(["relayer", "registrar"])),
  /** Null while the node does not answer. */
  balanceWei: weiAmount.nullable(),
  spentWeiPerDay: weiAmount,
  /** Hours until the balance is spent at the pace of the last day; null when nothing was spent, or the balance is not known. */
  runwayHours: z.number().nullable(),
  queued: z.number().int(),
  onTheWay: z.number().int(),
  /** Signed or sent since longer than a bump takes, or of unknown fate. */
  stuck: z.number().int(),
  oldestOpenAt: dateTime.nullable(),
  /** Grows with each process that takes over sending; null before the first. */
  leaderToken: z.number().int().nullable(),
  /** Why nothing of this account goes out, in one sentence; null while it does. */
  reason: z.string().nullable(),
});
export type SenderView = z.infer<typeof senderView>;

/** GET /api/chain/anchors: what an anchor cost, and how long its statements waited. */
export const anchorCost = z.object({
  index: z.number().int(),
  transactionHash: hex32,
  blockNumber,
  finality,
  /** Null for what somebody else anchored, like everything below. */
  statements: z.number().int().nullable(),
  gasUsed: z.number().int().nullable(),
  costWei: weiAmount.nullable(),
  costPerStatementWei: weiAmount.nullable(),
  /** When the oldest of its statements was captured. */
  capturedAt: dateTime.nullable(),
  batchedAt: dateTime.nullable(),
  includedAt: dateTime,
  /** When it was seen to be final. */
  finalAt: dateTime.nullable(),
});
export type AnchorCost = z.infer<typeof anchorCost>;
