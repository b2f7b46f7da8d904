/** The same thing in several spellings. A naive reader knows only this list, and nothing of GS1's rules. */
export interface Thing {
  label: string;
  spellings: readonly string[];
}

function thing(label: string, ...spellings: string[]): Thing {
  return { label, spellings };
}

/** Instances: two serials of one GTIN, one of another, a serial of another company, a logistic unit, an asset, and no GS1 key at all. */
export const EPCS: readonly Thing[] = [
  thing(
    "serial-a",
    "urn:epc:id:sgtin:0614141.107346.2017",
    "https://id.gs1.org/01/10614141073464/21/2017",
    "https://example.com/shop/01/10614141073464/10/L1/21/2017",
  ),
  thing("serial-b", "urn:epc:id:sgtin:0614141.107346.2018", "https://example.org/01/10614141073464/21/2018?17=271231"),
  thing("serial-c", "urn:epc:id:sgtin:0614141.007346.5", "https://id.gs1.org/01/00614141073467/21/5"),
  thing("serial-d", "urn:epc:id:sgtin:9506000.013435.A%2F1", "https://id.gs1.org/01/09506000134352/21/A%2F1"),
  thing("pallet", "urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908"),
  thing("tray", "urn:epc:id:grai:0614141.12345.400", "https://id.gs1.org/8003/00614141123452400"),
  thing("foreign", "https://example.com/things/42"),
];

export const CLASSES: readonly Thing[] = [
  thing("lot-a", "urn:epc:class:lgtin:0614141.107346.LOT7", "https://id.gs1.org/01/10614141073464/10/LOT7"),
  thing("lot-b", "urn:epc:class:lgtin:9506000.013435.L1", "https://example.com/01/09506000134352/10/L1"),
  thing("gtin-a", "urn:epc:idpat:sgtin:0614141.107346.*", "https://id.gs1.org/01/10614141073464"),
  thing("wood", "https://example.com/classes/wood"),
];

/** What patterns cover, written out. */
export const EPC_PATTERNS: Readonly<Record<string, readonly string[]>> = {
  "urn:epc:idpat:sgtin:0614141.107346.*": ["serial-a", "serial-b"],
  "https://id.gs1.org/01/10614141073464": ["serial-a", "serial-b"],
  "urn:epc:idpat:sgtin:0614141.*.*": ["serial-a", "serial-b", "serial-c"],
  "urn:epc:idpat:sgtin:*.*.*": ["serial-a", "serial-b", "serial-c", "serial-d"],
  "urn:epc:idpat:sscc:0614141.*": ["pallet", "urn:epc:id:sscc:0614141.1999999999"],
  "urn:epc:idpat:grai:0614141.12345.*": ["tray"],
};

export const CLASS_PATTERNS: Readonly<Record<string, readonly string[]>> = {
  "urn:epc:idpat:sgtin:0614141.107346.*": ["lot-a", "gtin-a"],
  "https://id.gs1.org/01/10614141073464": ["lot-a", "gtin-a"],
  "urn:epc:idpat:sgtin:9506000.*.*": ["lot-b"],
};

export const PLACES: readonly Thing[] = [
  thing("dock", "urn:epc:id:sgln:0614141.07346.1234", "https://id.gs1.org/414/0614141073467/254/1234"),
  thing("site", "urn:epc:id:sgln:0614141.07346.0", "https://id.gs1.org/414/0614141073467"),
  thing("store", "urn:epc:id:sgln:9506000.13437.0", "https://example.com/414/9506000134376"),
  thing("field", "geo:41.40338,2.17403"),
];

export const PARTIES: readonly Thing[] = [
  thing("buyer", "urn:epc:id:pgln:4012345.00225", "https://id.gs1.org/417/4012345002256"),
  thing("seller", "urn:epc:id:pgln:0614141.00777", "https://id.gs1.org/417/0614141007776"),
];

export const ORDERS: readonly Thing[] = [
  thing("order-1", "urn:epc:id:gdti:0614141.00001.1618034", "https://id.gs1.org/253/06141410000121618034"),
  thing("order-2", "http://transaction.acme.com/po/12345678"),
];

const LABELS = new Map(
  [EPCS, CLASSES, PLACES, PARTIES, ORDERS]
    .flat()
    .flatMap(({ label, spellings }) => spellings.map((text): [string, string] => [text, label])),
);

/** One word for a thing in any spelling of the pools; other text stands for itself. */
export function labelled(text: string): string {
  return LABELS.get(text) ?? text;
}
