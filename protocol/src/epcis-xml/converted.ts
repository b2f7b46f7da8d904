import { isJsonObject, type Json, type JsonObject } from "../hashing/lossless-json.ts";
import type { Scope } from "./scope.ts";
import { xpathOf, type XmlElement } from "./xml-element.ts";

/** EPCIS that came as XML, in the JSON form of EPCIS 2.0. */
export interface ConvertedXml {
  document: JsonObject;
  /** The XPath, in the XML, of what a JSON Pointer into `document` names: of the nearest element, and what is below it. */
  xpathOf(pointer: string): string;
}

export function converted(document: JsonObject, { origins }: Scope): ConvertedXml {
  return {
    document,
    xpathOf(pointer) {
      const tokens = pointer.split("/").slice(1).map(unescape);
      let value: Json | undefined = document;
      let nearest: XmlElement | undefined = origins.get(document);
      let rest: string[] = [];
      for (const token of tokens) {
        value = memberOf(value, token);
        rest.push(token);
        const origin = isJsonObject(value) ? origins.get(value) : undefined;
        if (origin) [nearest, rest] = [origin, []];
      }
      return nearest ? `${xpathOf(nearest)}${rest.map((token) => step(token, nearest)).join("")}` : pointer;
    },
  };
}

function memberOf(value: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

function step(token: string, element: XmlElement): string {
  if (/^\d+$/.test(token)) return `/*[${Number(token) + 1}]`;
  const isAttribute = element.attributes.some(({ namespace, local }) => namespace === "" && local === token);
  return `/${isAttribute ? "@" : ""}${token}`;
}

function unescape(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
