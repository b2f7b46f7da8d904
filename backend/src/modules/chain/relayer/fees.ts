/** What one unit of gas may cost, in wei (EIP-1559). */
export interface Fees {
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

/** Nodes refuse a replacement that raises either fee by less than 10 %; 12.5 % is the usual step. */
const BUMP_NUMERATOR = 9n;
const BUMP_DENOMINATOR = 8n;

/** Fees of a fresh transaction: room for the base fee to double before it gets stuck. */
export function freshFees({ baseFee, priorityFee, cap }: { baseFee: bigint; priorityFee: bigint; cap: bigint }): Fees {
  return capped({ maxFeePerGas: 2n * baseFee + priorityFee, maxPriorityFeePerGas: priorityFee }, cap);
}

/** Fees of a replacement: at least 12.5 % above the last, and at least what is asked now. Null when the cap leaves no room for a step. */
export function bumpedFees(last: Fees, fresh: Fees, cap: bigint): Fees | null {
  const next = {
    maxFeePerGas: larger(bump(last.maxFeePerGas), fresh.maxFeePerGas),
    maxPriorityFeePerGas: larger(bump(last.maxPriorityFeePerGas), fresh.maxPriorityFeePerGas),
  };
  const within = capped(next, cap);
  const isStep = within.maxFeePerGas >= bump(last.maxFeePerGas) && within.maxPriorityFeePerGas >= bump(last.maxPriorityFeePerGas);
  return isStep ? within : null;
}

function bump(fee: bigint): bigint {
  return (fee * BUMP_NUMERATOR + BUMP_DENOMINATOR - 1n) / BUMP_DENOMINATOR;
}

function capped({ maxFeePerGas, maxPriorityFeePerGas }: Fees, cap: bigint): Fees {
  const max = smaller(maxFeePerGas, cap);
  return { maxFeePerGas: max, maxPriorityFeePerGas: smaller(maxPriorityFeePerGas, max) };
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
