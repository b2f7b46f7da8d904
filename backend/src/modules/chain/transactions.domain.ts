import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

type Purpose = QueueEntry["purpose"];

/** What is sent, as the first word of a business key. */
export const KINDS = [
  "anchor",
  "register",
  "open",
  "handover",
  "reject",
  "close",
  "issue",
  "retire",
  "audit",
  "noop",
] as const satisfies readonly Purpose["kind"][];

/**
 * What a business key says in words: `anchor:7` is the anchor of our batch 7, which others know by its root.
 *
 * @param root Of that batch; null for every other key.
 */
export function purposeOf(businessKey: string, root: Hex32 | null = null): Purpose {
  const [word = "", subject = ""] = businessKey.split(":");
  const kind = KINDS.find((known) => known === word);
  return kind ? { kind, subject: root ?? subject } : { kind: "other", subject: businessKey };
}

const HOUR_MILLISECONDS = 3_600_000;

/**
 * How many hours a balance lasts at the pace of the last day; null when nothing was spent. An account that can't pay for one transaction has
 * no time left, whatever it spent.
 *
 * @param spending.sinceMilliseconds Since when there was anything to spend for, at most a day: a young service would look thrifty otherwise.
 */
export function runwayHours(balanceWei: bigint, spending: { wei: bigint; sinceMilliseconds: number }, nextCostWei: bigint): number | null {
  if (balanceWei < nextCostWei) return 0;
  if (spending.wei === 0n) return null;
  const hours = Math.min(24, Math.max(1, spending.sinceMilliseconds / HOUR_MILLISECONDS));
  // Wei do not fit a double; billionths of the day's spending do.
  const share = Number((balanceWei * 1_000_000_000n) / spending.wei) / 1_000_000_000;
  return Math.round(share * hours * 100) / 100;
}
