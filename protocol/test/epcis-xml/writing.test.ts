import { expect } from "chai";
import fc from "fast-check";
import { epcisFromXml } from "../../src/epcis-xml/document.ts";
import { readXml } from "../../src/epcis-xml/read-xml.ts";
import { xmlFromEpcis } from "../../src/epcis-xml/write/document.ts";
import type { CbvFormat } from "../../src/epcis-xml/write/words.ts";
import { bareEvents, eventHashesOf } from "../../src/hashing/event-hash/documents.ts";
import { parseLossless, parseLosslessObject, stringifyLossless, type Json, type JsonObject } from "../../src/hashing/lossless-json.ts";
import { validateEpcis } from "../../src/schemas/epcis/validate-epcis.ts";
import { vectorNames, vectorText } from "../support/vectors.ts";

const FORMATS: readonly CbvFormat[] = ["urn", "web"];
const EXAMPLES = [...vectorNames("epcis/gs1"), ...vectorNames("event-hash/documents").filter((name) => name.endsWith(".jsonld"))]
  .map((name) => ({ name, document: parseLosslessObject(vectorText(name)) }))
  .filter(({ document }) => ["EPCISDocument", "EPCISQueryDocument"].includes(String(document["type"])));

function hashesOf(document: Json): string[] {
  return (["CBV2.0", "CBV2.1"] as const).flatMap((version) => eventHashesOf(document, { version }).map(({ eventId }) => eventId));
}

/** The events as plain JSON without their contexts, standard values as bare words. */
function eventsOf(document: JsonObject): unknown {
  const events = bareEvents(document).map(({ "@context": _, ...event }) => event);
  return JSON.parse(stringifyLossless(events).replaceAll(/"(cbv:Comp-|gs1:)(?=\w+")/g, '"'));
}

function documentOf(events: Json[], context: JsonObject = {}): JsonObject {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", context],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-07-22T10:30:00Z",
    epcisBody: { eventList: events },
  };
}

const WHEN = { eventTime: "2026-07-22T06:45:00+02:00", eventTimeZoneOffset: "+02:00" };

describe("EPCIS to XML", () => {
  it("has some forty official examples to try", () => {
    expect(EXAMPLES.length).to.be.greaterThan(38);
  });

  for (const { name, document } of EXAMPLES)
    it(`${name}, written and read again, is the same events with the same hashes`, () => {
      for (const cbv of FORMATS) {
        const { document: back } = epcisFromXml(xmlFromEpcis(document, { cbv }));
        expect(validateEpcis(back)).to.deep.equal([]);
        expect(eventsOf(back)).to.deep.equal(eventsOf(document));
        expect(hashesOf(back)).to.deep.equal(hashesOf(document));
      }
    });

  // As the XML schema of EPCIS 2.0 has them, which refuses every other order.
  const FIRST = "eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo ";
  const LAST = "sourceList destinationList sensorElementList persistentDisposition";
  const ORDERS: Readonly<Record<string, string>> = {
    ObjectEvent: `epcList action bizStep disposition readPoint bizLocation bizTransactionList quantityList ${LAST} ilmd`,
    AggregationEvent: `parentID childEPCs action bizStep disposition readPoint bizLocation bizTransactionList childQuantityList ${LAST}`,
    TransactionEvent: `bizTransactionList parentID epcList action bizStep disposition readPoint bizLocation quantityList ${LAST}`,
    TransformationEvent:
      "inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID bizStep disposition readPoint bizLocation " +
      `bizTransactionList ${LAST} ilmd`,
    AssociationEvent: `parentID childEPCs childQuantityList action bizStep disposition readPoint bizLocation bizTransactionList ${LAST}`,
  };
  const VALUES: JsonObject = {
    bizTransactionList: [{ type: "po", bizTransaction: "urn:epcglobal:cbv:bt:9521141123454:1" }],
    sourceList: [{ type: "location", source: "urn:epc:id:sgln:9521141.12345.0" }],
    destinationList: [{ type: "location", destination: "urn:epc:id:sgln:9521141.12345.1" }],
    sensorElementList: [{ sensorReport: [{ type: "Temperature", value: 4, uom: "CEL" }] }],
    persistentDisposition: { set: ["recalled"], unset: ["active"] },
    errorDeclaration: { correctiveEventIDs: ["urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"], declarationTime: "2026-07-23T00:00:00Z" },
    readPoint: { "x:door": "3", id: "urn:epc:id:sgln:9521141.12345.0" },
    ilmd: { "x:grade": "A" },
  };
  for (const [type, own] of Object.entries(ORDERS))
    it(`puts the fields of ${type} in the order of the XML schema, extensions last`, () => {
      const names = (FIRST + own).split(" ");
      const fields = names.map((name): [string, Json] => [
        name,
        VALUES[name] ?? (name.includes("List") || name.endsWith("EPCs") ? [] : name),
      ]);
      const event = { "x:colour": "red", ...Object.fromEntries(fields.reverse()), type };
      const xml = xmlFromEpcis(documentOf([event], { x: "https://example.com/x/" }));
      const [body] = readXml(xml).children;
      const element = body?.children[0]?.children[0];
      expect(element?.children.map(({ local }) => local)).to.deep.equal([...names, "colour"]);
      const childrenOf = (name: string) => element?.children.find(({ local }) => local === name)?.children.map(({ local }) => local);
      expect(childrenOf("readPoint")).to.deep.equal(["id", "door"]);
      expect(childrenOf("persistentDisposition")).to.deep.equal(["unset", "set"]);
      expect(childrenOf("errorDeclaration")).to.deep.equal(["declarationTime", "correctiveEventIDs"]);
    });

  it("writes standard values as URNs or as web addresses, and those of others as they are", () => {
    const event = {
      type: "ObjectEvent",
      ...WHEN,
      errorDeclaration: { declarationTime: "2026-07-23T00:00:00Z", reason: "incorrect_data" },
      bizStep: "shipping",
      disposition: "x:lost",
      sensorElementList: [{ sensorReport: [{ type: "Length", component: "northing", value: 1 }] }],
    };
    const written = (cbv: CbvFormat) => xmlFromEpcis(documentOf([event], { x: "https://example.com/x/" }), { cbv });
    expect(written("urn")).to.include("<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><disposition>x:lost</disposition>");
    expect(written("urn"))
      .to.include("<reason>urn:epcglobal:cbv:er:incorrect_data</reason>")
      .and.include('xmlns:x="https://example.com/x/"');
    expect(written("web")).to.include("<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>");
    expect(written("web")).to.include("<reason>https://ref.gs1.org/cbv/ER-incorrect_data</reason>");
    for (const cbv of FORMATS)
      expect(written(cbv)).to.include('type="https://ref.gs1.org/voc/Length" component="https://ref.gs1.org/cbv/Comp-northing"');
  });

  it("gives an event with a context of its own what its prefixes mean there", () => {
    const event = (namespace: string) => ({ "@context": { x: namespace }, type: "ObjectEvent", ...WHEN, action: "ADD", "x:by": "Kim" });
    const document = documentOf([event("https://one.example/"), event("https://two.example/")], { x: "https://zero.example/" });
    expect(hashesOf(epcisFromXml(xmlFromEpcis(document)).document)).to.deep.equal(hashesOf(document));
  });

  it("puts a kind of event that others have defined where the XML schema has a place for it", () => {
    const document = documentOf([{ type: "x:Weighing", ...WHEN, "x:by": "Kim", bizStep: "other" }], { x: "https://example.com/x/" });
    const xml = xmlFromEpcis(document);
    expect(xml)
      .to.include("<EventList><extension><x:Weighing><eventTime>")
      .and.include("<x:by>Kim</x:by></x:Weighing></extension></EventList>");
    expect(eventsOf(epcisFromXml(xml).document)).to.deep.equal(eventsOf(document));
    expect(hashesOf(epcisFromXml(xml).document)).to.deep.equal(hashesOf(document));
  });

  it("writes the results of a query and the master data of a header", () => {
    const header = {
      epcisMasterData: {
        vocabularyList: [
          {
            type: "urn:epcglobal:epcis:vtype:BusinessLocation",
            vocabularyElementList: [
              {
                id: "urn:epc:id:sgln:9521141.12345.0",
                attributes: [
                  { id: "urn:epcglobal:cbv:mda#name", attribute: "Cold <store>" },
                  { id: "https://example.com/x#size", attribute: { "x:area": "5" } },
                ],
                children: ["urn:epc:id:sgln:9521141.12345.1"],
              },
            ],
          },
        ],
      },
    };
    const document = { ...documentOf([], { x: "https://example.com/x/" }), epcisHeader: header };
    expect(epcisFromXml(xmlFromEpcis(document)).document).to.deep.equal(document);
    const results = { queryName: "SimpleEventQuery", subscriptionID: "7", resultsBody: { eventList: [] } };
    const query = {
      ...documentOf([]),
      "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
      type: "EPCISQueryDocument",
      epcisBody: { queryResults: results },
    };
    expect(epcisFromXml(xmlFromEpcis(query)).document).to.deep.equal(query);
  });

  it("keeps extensions of any names and values, as far as XML can tell them apart", () => {
    fc.assert(
      fc.property(EXTENSIONS, (extensions) => {
        const document = documentOf([{ type: "ObjectEvent", ...WHEN, action: "ADD", epcList: [], ...extensions }], NAMESPACES);
        const { document: back } = epcisFromXml(xmlFromEpcis(document));
        const [event] = eventsOf(back) as [JsonObject];
        const { type: _type, eventTime: _time, eventTimeZoneOffset: _offset, action: _action, epcList: _list, ...found } = event;
        expect(found).to.deep.equal(JSON.parse(stringifyLossless(toldApart(extensions) || {})));
        expect(hashesOf(back)).to.deep.equal(hashesOf(document));
      }),
      { numRuns: 300 },
    );
  });

  it("replaces what XML has no character for, and so stays well-formed", () => {
    const xml = xmlFromEpcis(documentOf([{ type: "ObjectEvent", ...WHEN, "x:note": "a\u0001b\uFFFE" }], { x: "https://example.com/x/" }));
    expect(eventsOf(epcisFromXml(xml).document)).to.deep.equal([{ type: "ObjectEvent", ...WHEN, "x:note": "a\uFFFDb\uFFFD" }]);
  });
});

const NAMESPACES = { x: "https://example.com/x/", y: "https://example.com/y#" };

const writable = fc
  .string({ unit: "binary", maxLength: 8 })
  .map((text) => text.replaceAll(/[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ""));
const nested = fc.oneof(
  writable,
  fc.constantFrom("a", "#text", "xmlns", "xml:lang", "xsi:nil", "type", "x:b", "y:", "z:d", "_x0041_", "@id", "9"),
);
const number = fc.constantFrom("0", "-1.50", "12345678901234567890", "1E3", "2e-7").map(parseLossless);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    writable,
    fc.constantFrom(true, false, null, " wide ", "\r\n\t", "]]>&amp;<"),
    number,
    fc.array(tie("value"), { maxLength: 3 }),
    // What event hashes make of a list of texts beside members depends on its length.
    fc.dictionary(nested, tie("value"), { maxKeys: 3, noNullPrototype: true }).filter((object) => !Array.isArray(object["#text"])),
  ),
}));
const EXTENSIONS = fc.dictionary(fc.constantFrom("x:one", "x:two", "y:one", "z:1", "https://example.com/full#name", "x:a/b c"), value, {
  maxKeys: 3,
  noNullPrototype: true,
});

/** A value as XML can tell it from others: lists are repetition, and what is empty is empty text. Undefined for what is not there. */
function toldApart(given: Json): Json | undefined {
  if (Array.isArray(given)) {
    const items = given.map(toldApart).flatMap((item) => (item === undefined ? [] : item));
    return items.length > 1 ? items : items[0];
  }
  if (typeof given !== "object" || given === null || !("constructor" in given) || given.constructor !== Object) return given;
  const members = Object.entries(given).flatMap(([name, one]) => {
    const told = toldApart(one);
    return told === undefined ? [] : [[name, told] as const];
  });
  return members.length === 0 ? "" : Object.fromEntries(members);
}
