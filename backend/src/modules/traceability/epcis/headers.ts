import { CAPTURE_LIMIT_HEADERS } from "../capture/capture-limits.ts";

/** Versions that every EPCIS answer names. */
export const EPCIS_HEADERS = Object.freeze({ "GS1-EPCIS-Version": "2.0.0", "GS1-CBV-Version": "2.0.0" });

export type Versions = Readonly<Record<"GS1-EPCIS" | "GS1-CBV", { min: string; max: string }>>;

/** What a client may ask for, from and to. */
export const SUPPORTED: Versions = Object.freeze({
  "GS1-EPCIS": { min: "2.0.0", max: "2.0.0" },
  "GS1-CBV": { min: "2.0.0", max: "2.1.0" },
});

/** What a client may send as XML, which was there before JSON. */
export const SUPPORTED_IN_XML: Versions = Object.freeze({
  "GS1-EPCIS": { min: "1.0.0", max: "2.0.0" },
  "GS1-CBV": { min: "1.0.0", max: "2.1.0" },
});

/** What OPTIONS tells about an EPCIS resource (EPCIS 2.0, 12.7). */
export const DISCOVERY_HEADERS = Object.freeze({
  ...EPCIS_HEADERS,
  "GS1-EPCIS-Min": SUPPORTED["GS1-EPCIS"].min,
  "GS1-EPCIS-Max": SUPPORTED["GS1-EPCIS"].max,
  "GS1-CBV-Min": SUPPORTED["GS1-CBV"].min,
  "GS1-CBV-Max": SUPPORTED["GS1-CBV"].max,
  // Any form goes in, and any comes out that the request asks for.
  "GS1-EPC-Format": "No_Preference",
  "GS1-CBV-XML-Format": "No_Preference",
  "GS1-Vendor-Version": "waybill-0.1.0",
});

/** What OPTIONS adds for the capture resource. `all`: both ways to treat errors. */
export const CAPTURE_HEADERS = Object.freeze({
  ...DISCOVERY_HEADERS,
  ...CAPTURE_LIMIT_HEADERS,
  "GS1-Capture-Error-Behaviour": "all",
});

const SAYS: Readonly<Record<string, string>> = {
  "GS1-EPCIS-Version": "EPCIS version of the answer.",
  "GS1-CBV-Version": "Core Business Vocabulary version of the answer.",
  "GS1-Extensions": "The prefixes that the request defined, as they were understood; absent without any.",
  "GS1-EPCIS-Min": "Lowest EPCIS version.",
  "GS1-EPCIS-Max": "Highest EPCIS version.",
  "GS1-CBV-Min": "Lowest Core Business Vocabulary version.",
  "GS1-CBV-Max": "Highest Core Business Vocabulary version.",
  "GS1-EPC-Format": "Forms of identifiers that can be asked for.",
  "GS1-CBV-XML-Format": "Forms of vocabulary values in XML.",
  "GS1-Vendor-Version": "Version of this service.",
  "GS1-EPCIS-Capture-Limit": "Events that one request may bring.",
  "GS1-EPCIS-Capture-File-Size-Limit": "Bytes that one request may have.",
  "GS1-Capture-Error-Behaviour": "Ways to treat errors in a capture.",
  "GS1-Query-Min-Record-Time": "Events recorded before this were reported, or were not asked for.",
  Allow: "Methods of this resource.",
  Link: 'Address of the next page, with `rel="next"`; absent on the last.',
  "GS1-Next-Page-Token-Expires": "Until when the next page can be asked for.",
  Upgrade: "`websocket`.",
  Connection: "`Upgrade`.",
  Location: "Address of what was made.",
};

/** Descriptions of response headers, for the reference. */
export function documented(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, SAYS[name] ?? name]));
}
