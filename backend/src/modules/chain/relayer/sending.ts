import type { App } from "../../../platform/app.ts";
import type { IsOurChain } from "../deployment-check.ts";
import type { TransactionListeners } from "./changes.ts";
import type { Leadership } from "./leadership.ts";
import type { RelayNode } from "./node.ts";
import type { Signer } from "./signer.ts";

export interface RelayerPolicy {
  /** Transactions signed and not yet mined, at most. */
  maxInFlight: number;
  /** A transaction that waits this long is replaced by a dearer form of itself. */
  bumpAfterMilliseconds: number;
  /** No unit of gas costs more than this, in wei. */
  maxFeePerGas: bigint;
  /** A transaction that would take more gas than this is not sent: a receiver's wallet contract decides how much its check burns. */
  maxGas: bigint;
}

export const DEFAULT_POLICY: RelayerPolicy = {
  maxInFlight: 16,
  bumpAfterMilliseconds: 30_000,
  maxFeePerGas: 500_000_000_000n,
  // Ten times a handover between two wallet contracts, and far below what a chain takes as one transaction (EIP-7825).
  maxGas: 3_000_000n,
};

/** All that sending for one key needs. */
export interface Sending {
  app: App;
  chainId: number;
  node: RelayNode;
  /** Asked before anything is sent. */
  isOurChain: IsOurChain;
  signer: Signer;
  policy: RelayerPolicy;
  listeners: TransactionListeners;
}

/** The same under a leadership: only with one may anything be written. */
export interface LedSending extends Sending {
  leadership: Leadership;
}
