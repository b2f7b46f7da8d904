/** Address of the JSON-LD context of EPCIS 2.0; it is named, and never fetched. */
export const EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
