import type { ConvertedXml } from "@waybill/protocol/epcis-xml/converted";
import { XmlError } from "@waybill/protocol/epcis-xml/xml-element";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { ProblemError } from "../../../platform/errors.ts";
import { unstorable } from "../../../platform/http/json-body.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";

/** The document in a body, and the way back from it. */
export interface BodyDocument {
  document: JsonObject;
  /** Where in the body stands what a JSON Pointer into the document names: a JSON Pointer, or an XPath where the body is XML. */
  placeOf(pointer: string): string;
}

export const XML_TYPES = ["application/xml", "text/xml"];

export function isXml({ mediaType }: { mediaType: string }): boolean {
  return XML_TYPES.includes(mediaType);
}

/** An XML body as the JSON that is kept of it. @throws {ProblemError} with the line, or the XPath, of what is wrong */
export function readXmlBody(text: string, convert: (text: string) => ConvertedXml): BodyDocument {
  const { document, xpathOf } = converted(text, convert);
  const errors = unstorable(document).map(({ pointer, message }) => ({ pointer: xpathOf(pointer), message }));
  if (errors.length > 0) throw new ProblemError(TRACEABILITY_PROBLEMS.invalidDocument, { errors });
  return { document, placeOf: xpathOf };
}

function converted(text: string, convert: (text: string) => ConvertedXml): ConvertedXml {
  try {
    return convert(text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { message, place, reason } = error;
    throw new ProblemError(TRACEABILITY_PROBLEMS.malformedXml, {
      detail: message,
      ...(place.startsWith("/") ? { errors: [{ pointer: place, message: reason }] } : {}),
    });
  }
}
