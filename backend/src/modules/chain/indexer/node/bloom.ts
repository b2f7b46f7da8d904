import { keccak_256 } from "@noble/hashes/sha3.js";

/** The three bits that a value sets in a block's 2,048-bit bloom filter (Ethereum yellow paper, section 4.3.1), counted from its last bit. */
function bitsOf(value: `0x${string}`): number[] {
  const hash = keccak_256(Buffer.from(value.slice(2), "hex"));
  return [0, 2, 4].map((index) => ((hash[index]! << 8) | hash[index + 1]!) & 2047);
}

export type BloomTest = (logsBloom: `0x${string}`) => boolean;

/**
 * Whether a block can hold a log of one of these contracts. False is certain; true may be a coincidence.
 *
 * @example
 * const mayHoldOurs = bloomTest([supplyChain]); // computed once
 * if (!mayHoldOurs(header.logsBloom)) return; // nothing of ours in this block
 */
export function bloomTest(addresses: readonly `0x${string}`[]): BloomTest {
  const wanted = addresses.map(bitsOf);
  return (logsBloom) => {
    const isSet = (bit: number) => (parseInt(logsBloom[logsBloom.length - 1 - (bit >> 2)] ?? "0", 16) >> (bit & 3)) % 2 === 1;
    return wanted.some((bits) => bits.every(isSet));
  };
}
