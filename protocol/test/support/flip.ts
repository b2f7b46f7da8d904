import type { Hex } from "viem";

/** The same hex bytes with one bit changed; `bit` counts from the left and wraps around. */
export function flipBit<T extends Hex>(hex: T, bit: number): T {
  const digit = 2 + (Math.floor(bit / 4) % (hex.length - 2));
  const flipped = (Number.parseInt(hex[digit]!, 16) ^ (1 << (bit % 4))).toString(16);
  return `${hex.slice(0, digit)}${flipped}${hex.slice(digit + 1)}` as T;
}
