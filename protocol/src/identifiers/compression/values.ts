import { type BitReader, bitsOfDigits, bitsOfLength, SAFE_64, toBits } from "./bits.ts";

/** One part of a value: digits of a fixed number, digits up to a number, or characters up to a number. */
export type Part = { digits: number } | { upToDigits: number } | { upTo: number };

const HEX = "0123456789abcdef";
const UPPER_HEX = "0123456789ABCDEF";

/** Ways to write characters, by their number in the stream, and the text that each can write. */
const ENCODINGS = [
  { pattern: /^\d+$/, alphabet: null, bits: 0 },
  { pattern: /^[0-9a-f]+$/, alphabet: HEX, bits: 4 },
  { pattern: /^[0-9A-F]+$/, alphabet: UPPER_HEX, bits: 4 },
  { pattern: /^[A-Za-z0-9_-]+$/, alphabet: SAFE_64, bits: 6 },
  { pattern: /^[\x20-\x7e]*$/, alphabet: null, bits: 7 },
] as const;

/** The shortest encoding first; of the two kinds of hexadecimal digits the upper case, where both would do. */
const PREFERRED = [0, 2, 1, 3, 4];

/** A value as bits, part by part. */
export function writeValue(parts: readonly Part[], value: string): string {
  let rest = value;
  return parts
    .map((part) => {
      const text = "digits" in part ? rest.slice(0, part.digits) : rest;
      rest = rest.slice(text.length);
      if ("digits" in part) return toBits(BigInt(text), bitsOfDigits(part.digits));
      if ("upToDigits" in part)
        return toBits(text.length, bitsOfLength(part.upToDigits)) + toBits(BigInt(text === "" ? 0 : text), bitsOfDigits(text.length));
      return writeText(text, part.upTo);
    })
    .join("");
}

/** The way back. @throws RangeError where the bits are no such value */
export function readValue(parts: readonly Part[], reader: BitReader): string {
  return parts
    .map((part) => {
      if ("digits" in part) return readDigits(reader, part.digits);
      if ("upToDigits" in part) return readDigits(reader, Number(reader.take(bitsOfLength(part.upToDigits))));
      return readText(reader, part.upTo);
    })
    .join("");
}

function writeText(text: string, upTo: number): string {
  const encoding = PREFERRED.find((index) => ENCODINGS[index]?.pattern.test(text)) ?? 4;
  const head = toBits(encoding, 3) + toBits(text.length, bitsOfLength(upTo));
  const { alphabet, bits } = ENCODINGS[encoding] ?? ENCODINGS[4];
  if (encoding === 0) return head + toBits(BigInt(text), bitsOfDigits(text.length));
  return head + Array.from(text, (character) => toBits(alphabet?.indexOf(character) ?? character.charCodeAt(0), bits)).join("");
}

function readText(reader: BitReader, upTo: number): string {
  const encoding = ENCODINGS[Number(reader.take(3))];
  const length = Number(reader.take(bitsOfLength(upTo)));
  if (encoding === undefined || length > upTo) throw new RangeError("the compressed text has an unknown encoding");
  const { alphabet, bits } = encoding;
  if (bits === 0) return readDigits(reader, length);
  return Array.from({ length }, () => {
    const index = Number(reader.take(bits));
    return alphabet?.[index] ?? String.fromCharCode(index);
  }).join("");
}

function readDigits(reader: BitReader, digits: number): string {
  const text = String(reader.take(bitsOfDigits(digits))).padStart(digits, "0");
  if (digits === 0) return "";
  if (text.length > digits) throw new RangeError("the compressed number is too large");
  return text;
}
