/** UN CPC: support services for logistics, as iLEAP asks for. */
export const LOGISTICS = "urn:cpc:83117";
/** Of PACT's data model extensions, as iLEAP asks for. */
export const EXTENSION_VERSION = "2.0.0";
export const DOCUMENTATION = "https://sine-fdn.github.io/ileap-extension/";
