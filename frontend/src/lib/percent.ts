/**
 * Parts of a whole in percent, to one decimal, which add up to 100: what rounding down leaves goes to the largest remainders. All 0 where the
 * whole is nothing.
 */
export function percentsOf(parts: readonly bigint[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0n) || 1n;
  const tenths = parts.map((part) => Number((part * 1_000n) / whole));
  const rests = parts.map((part) => (part * 1_000n) % whole);
  const left = rests.reduce((sum, rest) => sum + rest, 0n) / whole;
  const order = [...rests.keys()].sort((a, b) => Number((rests[b] ?? 0n) - (rests[a] ?? 0n)));
  for (const index of order.slice(0, Number(left))) tenths[index] = (tenths[index] ?? 0) + 1;
  return tenths.map((tenth) => tenth / 10);
}
