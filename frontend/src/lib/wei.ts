const UNITS = [
  { unit: "ETH", power: 18 },
  { unit: "gwei", power: 9 },
  { unit: "wei", power: 0 },
] as const;

export interface Amount {
  unit: (typeof UNITS)[number]["unit"];
  /** In that unit, to six digits: for reading, not for adding up. */
  value: number;
}

/** From here on an amount is read in the larger unit: a ten-thousandth of an ether, a thousandth of a gwei. */
const LEAST = { ETH: 10n ** 14n, gwei: 10n ** 6n, wei: 0n } as const;

/** An amount of wei in the unit in which it reads well. */
export function readableWei(wei: string): Amount {
  const amount = BigInt(wei);
  const { unit, power } = UNITS.find((one) => amount >= LEAST[one.unit]) ?? UNITS[2];
  // A millionth of the unit is kept; the rest would not survive as a double.
  const millionths = power === 0 ? amount * 1_000_000n : (amount * 1_000_000n) / 10n ** BigInt(power);
  return { unit, value: Number(millionths) / 1_000_000 };
}
