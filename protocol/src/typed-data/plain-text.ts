/** Controls, line and paragraph separators, zero-width and bidirectional marks: what could make a wallet show other text than was signed. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Longest piece of foreign text in a sentence; every legal Digital Link is shorter. */
export const MAX_PIECE = 160;

/** Foreign text without characters that a reader cannot see, and with white space as single blanks. */
export function visibleText(text: string): string {
  return text.replace(/\s+/gu, " ").replace(INVISIBLE, "").trim();
}

/** Foreign text fit for a sentence: visible characters only, cut at `most` of them. */
export function plainText(text: string, most = MAX_PIECE): string {
  const visible = visibleText(text);
  const characters = Array.from(visible);
  return characters.length <= most ? visible : `${characters.slice(0, most).join("")}…`;
}
