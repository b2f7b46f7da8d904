/** How much of a saving was called off: nothing, a part, or all of it. */
export type Reversal = "none" | "part" | "whole";

interface Reversible {
  /** Grams, in decimal digits. */
  issued: string;
  /** Of the buffer, and surrendered. */
  cancelled: string;
  /** Called off and not made good yet. */
  deficit: string;
}

/** Grams of a batch that nobody has called off, retired ones among them: as many can still be. */
export function standingGrams({ issued, cancelled, deficit }: Reversible): bigint {
  return BigInt(issued) - BigInt(cancelled) - BigInt(deficit);
}

/** How much of a batch's saving was called off. What was retired stays retired, and is called off all the same. */
export function reversalOf(accounts: Reversible): Reversal {
  const standing = standingGrams(accounts);
  if (standing >= BigInt(accounts.issued)) return "none";
  return standing === 0n ? "whole" : "part";
}
