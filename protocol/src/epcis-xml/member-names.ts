/**
 * JSON names members by any text, XML by a narrow alphabet. What XML has no place for is written as `_xHHHH_`, its code point in
 * hexadecimal, as ISO/IEC 9075-14 (SQL/XML, section 9.1) maps names; an underscore that would be taken for the start of one, too.
 */
const START = /^[A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{2070}-\u{218F}\u{3001}-\u{D7FF}]$/u;
const FURTHER = /^[-.0-9A-Z_a-z\u{B7}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{37D}\u{37F}-\u{1FFF}\u{2070}-\u{218F}\u{3001}-\u{D7FF}]$/u;
const ESCAPE = /_x([0-9A-F]{4,6})_/g;
const EMPTY = "_x0000_";

/** True for a name without a colon that XML takes as it is. Names that begin with `xml` are XML's own. */
export function isXmlName(text: string): boolean {
  return text !== "" && escapeMember(text) === text;
}

/**
 * The part of an XML name that stands for a member, or for the part behind its prefix.
 *
 * @example
 * escapeMember("best before"); // "best_x0020_before"
 */
export function escapeMember(text: string): string {
  if (text === "") return EMPTY;
  const isReserved = /^xml/i.test(text);
  return [...text.replaceAll(ESCAPE, (escape) => `${code("_")}${escape.slice(1)}`)]
    .map((char, index) => ((index === 0 ? START.test(char) && !isReserved : FURTHER.test(char)) ? char : code(char)))
    .join("");
}

/** The inverse of `escapeMember`. */
export function unescapeMember(name: string): string {
  if (name === EMPTY) return "";
  return name.replaceAll(ESCAPE, (escape, hex: string) => {
    const point = parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : escape;
  });
}

function code(char: string): string {
  return `_x${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}_`;
}
