/** Characters that XML 1.0 cannot hold in any form (section 2.2). */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

export type Attributes = readonly (readonly [name: string, value: string])[];

/** An element with its content, which is markup already. */
export function element(name: string, attributes: Attributes, content: string): string {
  const head = name + attributes.map(([one, value]) => ` ${one}="${attributeText(value)}"`).join("");
  return content === "" ? `<${head}/>` : `<${head}>${content}</${name}>`;
}

/** An element that holds text alone; white space at its ends is marked as meant. */
export function textElement(name: string, text: string, attributes: Attributes = []): string {
  const space: Attributes = text === text.trim() ? [] : [["xml:space", "preserve"]];
  return element(name, [...attributes, ...space], markupOf(text));
}

/** Text as XML writes it. What XML has no character for becomes U+FFFD; the JSON of the same answer has it. */
function markupOf(text: string): string {
  return text
    .replaceAll(FORBIDDEN, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

function attributeText(text: string): string {
  return markupOf(text).replaceAll('"', "&quot;").replaceAll("\t", "&#9;").replaceAll("\n", "&#10;");
}
