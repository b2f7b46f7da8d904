import { SaxesParser, type SaxesAttributeNS } from "saxes";
import { XmlError, xpathOf, type XmlAttribute, type XmlElement } from "./xml-element.ts";

/** Of one document; as much as a capture request may hold at most. */
const MAX_CHARACTERS = 8 * 1024 * 1024;
/** Deeper than any honest document: EPCIS with every field and nested extensions stays under 20. */
const MAX_DEPTH = 48;
/** A hundred thousand serials and what is around them. */
const MAX_ELEMENTS = 150_000;
const MAX_ATTRIBUTES = 100;

/** Without the members that every object has. */
const NONE = Object.create(null) as XmlElement["namespaces"];
const DECLARATIONS = "http://www.w3.org/2000/xmlns/";

/**
 * XML text as a tree of elements with resolved namespaces.
 *
 * Nothing outside the text is ever read: a document type that brings declarations or names a file is refused, and with it every
 * entity but the five of XML itself. A bare `<!DOCTYPE name>`, as some official examples have it, declares nothing and is passed over.
 *
 * @throws XmlError with line and column for text that is not well formed, is not UTF-8 by its own words, or is larger, deeper or fuller than allowed
 */
export function readXml(text: string): XmlElement {
  if (text.length > MAX_CHARACTERS) throw new XmlError("", `XML is longer than ${MAX_CHARACTERS} characters`);
  const parser = new SaxesParser({ xmlns: true });
  let current: XmlElement | null = null;
  let root: XmlElement | null = null;
  let count = 0;
  let depth = 0;
  const refuse = (reason: string): never => {
    throw new XmlError(`line ${parser.line}, column ${parser.column}`, reason);
  };
  const addText = (piece: string): void => {
    if (current) current.text += piece;
  };
  parser.on("error", ({ message }) => refuse(message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) refuse(`the encoding is ${encoding}; send UTF-8`);
  });
  parser.on("doctype", (doctype) => {
    if (!/^\s*[\w:.-]+\s*$/.test(doctype)) refuse("the document type has declarations or names a file; nothing of the kind is read");
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("opentag", (tag) => {
    if (++count > MAX_ELEMENTS) refuse(`there are more than ${MAX_ELEMENTS} elements`);
    if (++depth > MAX_DEPTH) refuse(`elements are nested deeper than ${MAX_DEPTH} levels`);
    const attributes = Object.values(tag.attributes);
    if (attributes.length > MAX_ATTRIBUTES) refuse(`an element has more than ${MAX_ATTRIBUTES} attributes`);
    const outer: XmlElement["namespaces"] = current?.namespaces ?? NONE;
    const element: XmlElement = {
      namespace: tag.uri,
      local: tag.local,
      prefix: tag.prefix,
      attributes: attributes.filter(({ uri }) => uri !== DECLARATIONS).map(attributeOf),
      children: [],
      text: "",
      // Laid over those around it instead of copied: a document may have many elements, each inside of many declarations.
      namespaces: Object.keys(tag.ns).length === 0 ? outer : Object.assign(Object.create(outer) as Record<string, string>, tag.ns),
      parent: current,
      line: parser.line,
    };
    current?.children.push(element);
    root ??= element;
    current = element;
  });
  parser.on("closetag", () => {
    depth -= 1;
    if (current && current.children.length > 0 && current.text.trim() !== "")
      throw new XmlError(xpathOf(current), "must not hold text beside elements");
    current = current?.parent ?? null;
  });
  parser.write(text).close();
  return root ?? refuse("there is no element");
}

function attributeOf({ uri, local, prefix, value }: SaxesAttributeNS): XmlAttribute {
  return { namespace: uri, local, prefix, value };
}
