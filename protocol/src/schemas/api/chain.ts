import { z } from "zod";
import { address, blockNumber, dateTime, hex32 } from "../primitives.ts";

/** An amount of wei as decimal digits: it does not fit a number. */
const wei = z.string().regex(/^\d+$/);

/** Where a relayed transaction stands; `unknown` when its nonce was used by something else and it is not settled whether that stays. */
export const relayedTransactionState = z.enum(["queued", "signed", "sent", "included", "final", "failed", "reverted", "unknown"]);

/** One signed form of a relayed transaction, and what a unit of its gas may cost. */
export const relayedAttemptView = z.object({
  hash: hex32,
  nonce: z.number().int(),
  /** `noop`: a transfer of nothing, which only frees the nonce. */
  kind: z.enum(["call", "noop"]),
  maxFeePerGas: wei,
  /** When a node first took it; null when none did. */
  sentAt: dateTime.nullable(),
});

/** A transaction that this service sends, with every form of it. */
export const relayedTransactionView = z.object({
  id: z.number().int(),
  /** What it is for: `anchor:7`, `handover:…`, `register:…`; `noop:…` fills a gap in the nonces. */
  businessKey: z.string(),
  sender: address,
  state: relayedTransactionState,
  /** Why it does not move, or what became of it, in a sentence; null while all is well. */
  reason: z.string().nullable(),
  nonce: z.number().int().nullable(),
  attempts: z.array(relayedAttemptView),
  transactionHash: hex32.nullable(),
  blockNumber: blockNumber.nullable(),
  gasUsed: wei.nullable(),
  effectiveGasPriceWei: wei.nullable(),
  costWei: wei.nullable(),
  createdAt: dateTime,
  sentAt: dateTime.nullable(),
  includedAt: dateTime.nullable(),
});
export type RelayedTransactionView = z.infer<typeof relayedTransactionView>;

/** How an account that we send with stands. */
export const senderStatus = z.object({
  address,
  /** `both` when one key has both roles; null for a key that is no longer configured. */
  role: z.enum(["relayer", "registrar", "both"]).nullable(),
  /** As last seen; null when nothing was sent yet. */
  balanceWei: wei.nullable(),
  /** Spent on gas in the last 24 hours. */
  spentWei: wei,
  /** Hours that the balance lasts at that spend; null while nothing is spent. */
  runwayHours: z.number().nullable(),
  queued: z.number().int(),
  /** Signed and not in a block yet. */
  sent: z.number().int(),
  nextNonce: z.number().int(),
  /** Grows with each process that takes over. */
  leaderToken: z.number().int(),
  /** When the leader was last heard of; null when nobody leads. */
  leaderSeenAt: dateTime.nullable(),
  /** Why nothing of this account goes out; null while it does. */
  reason: z.string().nullable(),
  stuckSince: dateTime.nullable(),
});
export type SenderStatus = z.infer<typeof senderStatus>;
