import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Address } from "@waybill/protocol/schemas/primitives";

/** Integers of up to this many bits are numbers, larger ones bigints: the boundary that viem draws. */
const LARGEST_NUMBER_BITS = 48;
const WORD_DIGITS = 64;

/** How the value of a type is read from its 32-byte word, given as 64 digits of lower-case hex. */
export type ReadValue = (word: string) => unknown;

export function valueReader(type: string): ReadValue {
  if (type === "address") return (word) => checksumAddress(word.slice(WORD_DIGITS - 40));
  if (type === "bool") return (word) => BigInt(`0x${word}`) !== 0n;
  const bytes = /^bytes(\d+)$/.exec(type);
  if (bytes) return (word) => `0x${word.slice(0, 2 * Number(bytes[1]))}`;
  const bits = bitsOf(type);
  const isSigned = type.startsWith("int");
  return (word) => {
    const unsigned = BigInt(`0x${word.slice(WORD_DIGITS - bits / 4)}`);
    const value = isSigned ? BigInt.asIntN(bits, unsigned) : unsigned;
    return bits <= LARGEST_NUMBER_BITS ? Number(value) : value;
  };
}

/** Bits of an integer type; `uint` and `int` stand for 256. */
export function bitsOf(type: string): number {
  return Number(/^u?int(\d+)$/.exec(type)?.[1] ?? 256);
}

const CHECKSUMMED_KEPT = 10_000;
const checksummed = new Map<string, Address>();

/** EIP-55 form of an address given as 40 lower-case digits. The few that a contract deals with are remembered. */
export function checksumAddress(digits: string): Address {
  const known = checksummed.get(digits);
  if (known) return known;
  const hash = keccak_256(Buffer.from(digits, "latin1"));
  const isUpper = (index: number) => ((hash[index >> 1]! >> (index % 2 === 0 ? 4 : 0)) & 15) >= 8;
  const address = `0x${[...digits].map((digit, index) => (isUpper(index) ? digit.toUpperCase() : digit)).join("")}` as Address;
  if (checksummed.size >= CHECKSUMMED_KEPT) checksummed.clear();
  checksummed.set(digits, address);
  return address;
}
