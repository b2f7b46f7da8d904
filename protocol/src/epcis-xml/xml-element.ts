/** An attribute that says something: declarations of namespaces are not among them. */
export interface XmlAttribute {
  namespace: string;
  local: string;
  prefix: string;
  value: string;
}

/** An element of a document that was read whole. Comments and processing instructions are left out. */
export interface XmlElement {
  namespace: string;
  local: string;
  prefix: string;
  attributes: readonly XmlAttribute[];
  children: XmlElement[];
  /** All text and CDATA that stands directly in it. */
  text: string;
  /** Prefixes that mean something here, and their namespaces. */
  namespaces: Readonly<Record<string, string>>;
  parent: XmlElement | null;
  /** Where its start tag ends, counted from 1. */
  line: number;
}

/** XML that is not what was expected: the place in it, as an XPath or as line and column, and one sentence. */
export class XmlError extends Error {
  override name = "XmlError";
  readonly place: string;
  readonly reason: string;

  constructor(place: string, reason: string) {
    super(place === "" ? reason : `${place}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

/** XPath of an element, with numbers where it has sisters of its name: `/EPCISDocument/EPCISBody/EventList/ObjectEvent[2]`. */
export function xpathOf(element: XmlElement): string {
  const { parent, local } = element;
  if (!parent) return `/${local}`;
  const sisters = parent.children.filter((child) => child.local === local);
  return `${xpathOf(parent)}/${local}${sisters.length > 1 ? `[${sisters.indexOf(element) + 1}]` : ""}`;
}
