/** Alphabet of the compressed form, six bits to a character (RFC 4648, section 5). */
export const SAFE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bits that a decimal number of so many digits needs. */
export function bitsOfDigits(digits: number): number {
  return digits === 0 ? 0 : Math.ceil(digits * Math.log2(10) + 0.01);
}

/** Bits that a length up to the longest needs. */
export function bitsOfLength(longest: number): number {
  return Math.ceil(Math.log2(longest) + 0.01);
}

/** A number as bits, with zeros in front. */
export function toBits(value: bigint | number, width: number): string {
  return width === 0 ? "" : BigInt(value).toString(2).padStart(width, "0");
}

/** Bits as text; the last character is filled up with zeros. */
export function textOfBits(bits: string): string {
  const characters = bits.match(/.{1,6}/g) ?? [];
  return characters.map((six) => SAFE_64[Number.parseInt(six.padEnd(6, "0"), 2)]).join("");
}

/** Takes bits from a text, one piece after the other. Past its end there is nothing: `take` then throws a RangeError. */
export class BitReader {
  readonly #bits: string;
  #at = 0;

  constructor(text: string) {
    this.#bits = Array.from(text, (character) => toBits(SAFE_64.indexOf(character), 6)).join("");
  }

  take(width: number): bigint {
    if (this.#at + width > this.#bits.length) throw new RangeError("the compressed text is cut");
    const bits = this.#bits.slice(this.#at, this.#at + width);
    this.#at += width;
    return width === 0 ? 0n : BigInt(`0b${bits}`);
  }

  /** What is left is too short for another AI, and blank: the filling of the last character. */
  isAtEnd(): boolean {
    const rest = this.#bits.slice(this.#at);
    return rest.length < 8 && !rest.includes("1");
  }
}
