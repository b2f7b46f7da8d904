import type { Config } from "../../../config/config.ts";
import type { App } from "../../../platform/app.ts";
import type { TransactionListeners } from "./changes.ts";
import type { Leadership } from "./leadership.ts";
import type { AccountView, RelayNode } from "./node.ts";
import type { Signer } from "./signer.ts";

export interface RelayerPolicy {
  /** Transactions signed and not yet mined, at most. */
  maxInFlight: number;
  /** A transaction that waits this long is replaced by a dearer form of itself. */
  bumpAfterMilliseconds: number;
  /** One that the chain waits for and the node has, but does not count as ready, is replaced once after this long. */
  unreadyAfterMilliseconds: number;
  /** One that waits this long at the fee cap is withdrawn: a transfer of nothing takes its nonce. */
  cancelAfterMilliseconds: number;
  /** A gap must have been there for this long before it is filled: a node may only be behind. */
  gapAfterMilliseconds: number;
  /** A queued transaction that may not be sent now, or of which the node can say nothing, is tried again after this time. */
  holdMilliseconds: number;
  /** No unit of gas costs more than this, in wei; twice as much for the transfer of nothing that ends a stuck transaction. */
  maxFeePerGas: bigint;
  /** A transaction that would take more gas than this is not sent: a receiver's wallet contract decides how much its check burns. */
  maxGas: bigint;
  /** A transaction whose nonce was given up this often has failed. */
  maxTries: number;
}

export const DEFAULT_POLICY: RelayerPolicy = {
  // Geth keeps this many of one account even when its pool is full and they wait for an earlier nonce (`accountqueue`).
  maxInFlight: 64,
  bumpAfterMilliseconds: 30_000,
  unreadyAfterMilliseconds: 5_000,
  cancelAfterMilliseconds: 300_000,
  gapAfterMilliseconds: 5_000,
  holdMilliseconds: 5_000,
  maxFeePerGas: 500_000_000_000n,
  // Ten times a handover between two wallet contracts, and far below what a chain takes as one transaction (EIP-7825).
  maxGas: 3_000_000n,
  maxTries: 5,
};

/** The policy that a configuration asks for. */
export function policyOf({ maxFeeGwei, maxInFlight, bumpSeconds }: Config["relaying"]): RelayerPolicy {
  return {
    ...DEFAULT_POLICY,
    maxInFlight,
    bumpAfterMilliseconds: bumpSeconds * 1_000,
    maxFeePerGas: BigInt(Math.round(maxFeeGwei * 1e9)),
  };
}

/** All that sending for one key needs. */
export interface Sending {
  app: App;
  chainId: number;
  node: RelayNode;
  signer: Signer;
  policy: RelayerPolicy;
  listeners: TransactionListeners;
}

/** The same under a leadership: only with one may anything be written. */
export interface LedSending extends Sending {
  leadership: Leadership;
}

/** One round of sending: what was known of sender and chain when it began. Receipts are asked for later than this, never earlier. */
export interface Round extends LedSending {
  account: AccountView;
  /** Last final block of the read model. */
  finalBlock: number | null;
  /** Last block that the read model has: a node that does not have it yet is late. */
  seenHead: number;
}
