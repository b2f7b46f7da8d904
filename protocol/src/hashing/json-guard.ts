const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
const [MINUS, ZERO, NINE] = [0x2d, 0x30, 0x39];

/** What a document may hold at most below its root; EPCIS examples with every field stay under 15. */
export const MAX_JSON_DEPTH = 64;

/** Everything of a number after its first character. */
const NUMBER = /[\d.eE+-]*/y;

/**
 * Refuses what a JSON parser would accept in silence but two readers could understand differently: a member name used twice in one
 * object (RFC 8259, section 4) and nesting deep enough to exhaust a recursive reader.
 *
 * @returns every number of a text that is JSON, as it is written and in its order; null where a member has the name of a place in a list,
 *   which a JavaScript object moves before all others
 * @throws SyntaxError with the name or the position
 */
export function guardJson(text: string): string[] | null {
  /** Member names of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  const numbers: string[] = [];
  let isInOrder = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(text, i);
      const names = open.at(-1);
      if (names && isName(text, end)) isInOrder = noteName(names, nameAt(text, i, end)) && isInOrder;
      i = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (open.push(code === OPEN_OBJECT ? new Set() : null) > MAX_JSON_DEPTH)
        throw new SyntaxError(`JSON is nested deeper than ${MAX_JSON_DEPTH} levels`);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      open.pop();
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      NUMBER.lastIndex = i;
      const [number = ""] = NUMBER.exec(text) ?? [];
      numbers.push(number);
      i += number.length - 1;
    }
  }
  return isInOrder ? numbers : null;
}

/** @returns false for the name of a place in a list */
function noteName(names: Set<string>, name: string): boolean {
  if (names.has(name)) throw new SyntaxError(`JSON has the member ${JSON.stringify(name)} twice in one object`);
  names.add(name);
  const first = name.charCodeAt(0);
  return !(first >= ZERO && first <= NINE);
}

/** Index after the closing quote; the end of the text when there is none, which the parser then reports. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

function nameAt(text: string, start: number, end: number): string {
  const name = text.slice(start + 1, end - 1);
  return name.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : name;
}

function isName(text: string, end: number): boolean {
  let i = end;
  while (" \t\n\r".includes(text[i] ?? "x")) i++;
  return text.charCodeAt(i) === COLON;
}
