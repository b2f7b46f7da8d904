/** GS1 AI encodable character sets 82 and 39 together (General Specifications, figures 7.11-1 and 7.11-2). */
const CHARACTERS = /^[!"#%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;

/** What stays as it is in the path of a canonical Digital Link; GS1 Digital Link URI syntax, table 7-1, and RFC 3986 ask for the rest. */
const LITERAL = /[^A-Za-z0-9\-._';=]/g;

/**
 * The characters of a path segment or URN part, or undefined when it is badly encoded or holds what no GS1 element string may hold.
 */
export function decodeSegment(segment: string): string | undefined {
  try {
    const text = decodeURIComponent(segment);
    return CHARACTERS.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The same text as a path segment of a canonical Digital Link. */
export function encodeSegment(text: string): string {
  return text.replace(LITERAL, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
