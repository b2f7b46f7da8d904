import { KEYS } from "../application-identifiers.ts";
import { type DigitalLink, parseDigitalLink } from "../digital-link.ts";
import { aiDigits, type Element, pathOfElements } from "../gs1-element-string.ts";
import { BitReader, textOfBits, toBits } from "./bits.ts";
import { formatOf, SEQUENCES } from "./formats.ts";
import { readValue, writeValue } from "./values.ts";

/** A hexadecimal digit with which a pair begins that is no GS1 AI. */
const FOREIGN = "F";

/**
 * The compressed form of a Digital Link's path, for codes that have to be small (GS1 Digital Link compression; the byte stream is the one of
 * GS1's own toolkit). Undefined for a link with a qualifier that the stream has no form for.
 *
 * @example
 * compressedPath(parseDigitalLink("https://id.gs1.org/01/09506000134352/10/ABC")); // "/CxFKk4XBoIdXg"
 */
export function compressedPath({ key, qualifiers }: Pick<DigitalLink, "key" | "qualifiers">): string | undefined {
  const elements = new Map([key, ...qualifiers].map(({ ai, value }) => [ai, value]));
  const sequence = Object.entries(SEQUENCES).find(([, ais]) => ais.every((ai) => elements.has(ai)));
  const rest = [...elements.keys()].filter((ai) => !sequence?.[1].includes(ai)).sort();
  const bits: string[] = [];
  const write = (ai: string): boolean => {
    const format = formatOf(ai);
    if (format !== undefined) bits.push(writeValue(format, elements.get(ai) ?? ""));
    return format !== undefined;
  };
  if (sequence !== undefined) {
    bits.push(nibbles(sequence[0]));
    sequence[1].forEach(write);
  }
  const isWritten = rest.every((ai) => {
    bits.push(nibbles(ai));
    return write(ai);
  });
  return isWritten ? `/${textOfBits(bits.join(""))}` : undefined;
}

/** The elements of a compressed text; undefined for text that is none, or holds an AI that is not known here. */
export function decompress(text: string): Element[] | undefined {
  if (!/^[A-Za-z0-9_-]{3,400}$/.test(text)) return undefined;
  const reader = new BitReader(text);
  const elements: Element[] = [];
  try {
    while (!reader.isAtEnd()) {
      const ais = readAis(reader);
      if (ais === undefined) return undefined;
      for (const ai of ais) {
        const format = formatOf(ai);
        if (format === undefined) return undefined;
        elements.push({ ai, value: readValue(format, reader) });
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return elements;
}

/** What a compressed path stands for. */
export interface Decompressed {
  link: DigitalLink;
  /** Path and query as they would be without compression: attributes stand in the query. */
  url: string;
}

/**
 * Reads a compressed path: all of it, or what follows an uncompressed key. Undefined for any other path. A text that happens to decompress is
 * only taken for one when what it gives compresses to the very same text.
 *
 * @example
 * readCompressedPath("/CxFKk4XBoIdXg")?.url; // "/01/09506000134352/10/ABC"
 */
export function readCompressedPath(path: string): Decompressed | undefined {
  const segments = path.split("/").slice(1);
  const last = segments.at(-1) ?? "";
  if (segments.length !== 1 && segments.length !== 3) return undefined;
  const elements = decompress(last);
  if (elements === undefined) return undefined;
  const given = segments.length === 3 ? `/${segments[0]}/${segments[1]}` : "";
  const link = linkOfElements(given, elements);
  if (link === undefined || !isGenuine(link, elements, last, given !== "")) return undefined;
  const attributes = elements.filter(({ ai }) => ai !== link.key.ai && !link.qualifiers.some((one) => one.ai === ai));
  const query = new URLSearchParams(attributes.map(({ ai, value }): [string, string] => [ai, value])).toString();
  return { link, url: pathOfElements([link.key, ...link.qualifiers]) + (query === "" ? "" : `?${query}`) };
}

function linkOfElements(given: string, elements: readonly Element[]): DigitalLink | undefined {
  const key = given === "" ? elements.find(({ ai }) => Object.hasOwn(KEYS, ai)) : undefined;
  if (given === "" && key === undefined) return undefined;
  const ai = key?.ai ?? given.split("/")[1] ?? "";
  const order = KEYS[ai]?.qualifiers.find((one) => elements.some((element) => one.includes(element.ai))) ?? [];
  const qualifiers = order.flatMap((wanted) => elements.find((element) => element.ai === wanted) ?? []);
  return parseDigitalLink(`https://id.gs1.org${given}${pathOfElements([...(key ? [key] : []), ...qualifiers])}`);
}

/** Attributes are not written back, so a text that has some is believed; without any it must be what we would write. */
function isGenuine(link: DigitalLink, elements: readonly Element[], text: string, isPartial: boolean): boolean {
  if (isPartial || elements.length > 1 + link.qualifiers.length) return true;
  return compressedPath(link) === `/${text}`;
}

function nibbles(ai: string): string {
  return Array.from(ai, (digit) => toBits(Number.parseInt(digit, 16), 4)).join("");
}

function readAis(reader: BitReader): readonly string[] | undefined {
  const digit = () => Number(reader.take(4)).toString(16).toUpperCase();
  const start = digit();
  if (start === FOREIGN) return undefined;
  const two = start + digit();
  if (/[A-F]/.test(two)) return SEQUENCES[two];
  let ai = two;
  while (ai.length < aiDigits(two)) ai += digit();
  return [ai];
}
