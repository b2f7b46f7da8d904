import type { AnchorCost } from "@waybill/protocol/schemas/api/chain-status";

export interface Delays {
  /** From capture of the oldest statement to the block; null for what somebody else anchored. */
  toBlockSeconds: number | null;
  /** From the block to finality; null until it is final. */
  toFinalSeconds: number | null;
}

/** How long an anchor took. A block's clock may be behind ours: no delay is negative. */
export function delaysOf({ capturedAt, includedAt, finalAt }: Pick<AnchorCost, "capturedAt" | "includedAt" | "finalAt">): Delays {
  return { toBlockSeconds: secondsBetween(capturedAt, includedAt), toFinalSeconds: secondsBetween(includedAt, finalAt) };
}

function secondsBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
}
