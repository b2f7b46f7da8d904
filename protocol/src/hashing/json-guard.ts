const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What a document may hold at most below its root; EPCIS examples with every field stay under 15. */
export const MAX_JSON_DEPTH = 64;

/**
 * Refuses what a JSON parser would accept in silence but two readers could understand differently: a member name used twice in one
 * object (RFC 8259, section 4) and nesting deep enough to exhaust a recursive reader.
 *
 * @throws SyntaxError with the name or the position
 */
export function guardJson(text: string): void {
  /** Member names of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "{" || char === "[") {
      if (open.push(char === "{" ? new Set() : null) > MAX_JSON_DEPTH)
        throw new SyntaxError(`JSON is nested deeper than ${MAX_JSON_DEPTH} levels`);
    } else if (char === "}" || char === "]") {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, i);
      const names = open.at(-1);
      if (names && isName(text, end)) noteName(names, JSON.parse(text.slice(i, end)) as string);
      i = end - 1;
    }
  }
}

function noteName(names: Set<string>, name: string): void {
  if (names.has(name)) throw new SyntaxError(`JSON has the member ${JSON.stringify(name)} twice in one object`);
  names.add(name);
}

/** Index after the closing quote; the end of the text when there is none, which the parser then reports. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return Math.min(i + 1, text.length);
}

function isName(text: string, end: number): boolean {
  let i = end;
  while (" \t\n\r".includes(text[i] ?? "x")) i++;
  return text[i] === ":";
}
