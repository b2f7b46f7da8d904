import { expect } from "chai";
import { epcisFromXml, eventFromXml } from "../../src/epcis-xml/document.ts";
import { eventHashesOf } from "../../src/hashing/event-hash/documents.ts";
import { parseLossless, stringifyLossless, type JsonObject } from "../../src/hashing/lossless-json.ts";
import { validateEpcis } from "../../src/schemas/epcis/validate-epcis.ts";

/** A document of EPCIS 1.2 or 2.0 around its events; further attributes go to the root. */
function documentOf(events: string, { version = "2", root = "", header = "" } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" schemaVersion="${version}.0" creationDate="2026-07-22T10:30:00Z" ${root}>
      ${header}<EPCISBody><EventList>${events}</EventList></EPCISBody>
    </epcis:EPCISDocument>`;
}

const WHEN = "<eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>";
const EPC = "<epcList><epc>urn:epc:id:sgtin:9521141.001234.2017</epc></epcList>";
const objectEvent = (more: string) => `<ObjectEvent>${WHEN}${EPC}<action>ADD</action>${more}</ObjectEvent>`;

function onlyEvent(text: string): JsonObject {
  return onlyEventOf(epcisFromXml(text).document);
}

function onlyEventOf(document: JsonObject): JsonObject {
  const { eventList } = document["epcisBody"] as { eventList: JsonObject[] };
  expect(eventList).to.have.length(1);
  return eventList[0] as JsonObject;
}

/** As plain JSON, in which digits can be compared as written. */
function plain(value: unknown): unknown {
  return JSON.parse(stringifyLossless(value));
}

describe("EPCIS from XML", () => {
  const SOURCES =
    '<sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:epc:id:sgln:9521141.12345.0</source></sourceList>' +
    '<destinationList><destination type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:9521141.12345</destination></destinationList>';
  const EXTENDED = '<x:colour xmlns:x="https://example.com/x/">red</x:colour>';
  const STEP = "<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><disposition>urn:epcglobal:cbv:disp:in_transit</disposition>";
  const SERIALISATIONS: Readonly<Record<string, string>> = {
    "EPCIS 2.0": documentOf(objectEvent(STEP + SOURCES + EXTENDED)),
    "EPCIS 1.2, with its wrappers": documentOf(objectEvent(`${STEP}<extension>${SOURCES}</extension>${EXTENDED}`), { version: "1" }),
    "another prefix, declared at the root": documentOf(
      objectEvent(STEP + SOURCES + EXTENDED.replaceAll("x:", "ext:").replace("xmlns:x", "xmlns:ext")),
      {
        root: 'xmlns:ext="https://example.com/x/"',
      },
    ),
    "an extension in a default namespace": documentOf(objectEvent(`${STEP}${SOURCES}<colour xmlns="https://example.com/x/">red</colour>`)),
    "CURIEs for standard values": documentOf(
      objectEvent("<bizStep>cbv:BizStep-shipping</bizStep><disposition>c:Disp-in_transit</disposition>" + SOURCES + EXTENDED),
      { root: 'xmlns:cbv="https://ref.gs1.org/cbv/" xmlns:c="https://ref.gs1.org/cbv/"' },
    ),
    "web addresses for standard values, white space and CDATA": documentOf(
      objectEvent(
        "<bizStep>\n https://ref.gs1.org/cbv/BizStep-shipping \n</bizStep><disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>" +
          SOURCES +
          EXTENDED.replace("red", "<!-- not blue --><![CDATA[red]]>"),
      ),
    ),
    "all of it in the default namespace of EPCIS": documentOf(objectEvent(STEP + SOURCES + EXTENDED))
      .replaceAll("epcis:EPCISDocument", "EPCISDocument")
      .replace("xmlns:epcis=", "xmlns="),
  };

  it("gives one event one hash, in seven ways of writing it", () => {
    const ids = Object.entries(SERIALISATIONS).map(([name, text]) => {
      const { document } = epcisFromXml(text);
      expect(validateEpcis(document), name).to.deep.equal([]);
      return eventHashesOf(document).map(({ eventId }) => eventId);
    });
    expect(ids).to.have.length(7);
    expect(new Set(ids.flat()).size).to.equal(1);
  });

  it("takes the wrappers of EPCIS 1.2 away, around events too", () => {
    const { document } = epcisFromXml(
      documentOf(
        `<extension><TransformationEvent>${WHEN}<baseExtension><eventID>urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8</eventID></baseExtension>
           <inputEPCList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></inputEPCList><outputEPCList><epc>urn:epc:id:sgtin:9521141.001234.2</epc></outputEPCList>
           <ilmd><x:grade xmlns:x="https://example.com/x/">A</x:grade></ilmd>
         </TransformationEvent></extension>
         <extension><extension><AssociationEvent>${WHEN}<parentID>urn:epc:id:grai:9521141.12345.7</parentID><action>DELETE</action>
           <extension><sensorElementList><sensorElement><sensorReport type="gs1:Temperature" value="4" uom="CEL"/></sensorElement></sensorElementList></extension>
         </AssociationEvent></extension></extension>`,
        { version: "1" },
      ),
    );
    expect(validateEpcis(document)).to.deep.equal([]);
    expect(plain((document["epcisBody"] as JsonObject)["eventList"])).to.deep.equal([
      {
        type: "TransformationEvent",
        eventTime: "2026-07-22T06:45:00+02:00",
        eventTimeZoneOffset: "+02:00",
        eventID: "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
        inputEPCList: ["urn:epc:id:sgtin:9521141.001234.1"],
        outputEPCList: ["urn:epc:id:sgtin:9521141.001234.2"],
        ilmd: { "x:grade": "A" },
      },
      {
        type: "AssociationEvent",
        eventTime: "2026-07-22T06:45:00+02:00",
        eventTimeZoneOffset: "+02:00",
        parentID: "urn:epc:id:grai:9521141.12345.7",
        action: "DELETE",
        sensorElementList: [{ sensorReport: [{ type: "Temperature", value: 4, uom: "CEL" }] }],
      },
    ]);
  });

  it("keeps digits as they were written, and only changes what JSON has no word for", () => {
    const quantity = (text: string) =>
      `<quantityElement><epcClass>urn:epc:class:lgtin:9521141.001234.L${text.length}</epcClass><quantity>${text}</quantity></quantityElement>`;
    const texts = ["1.50", "12345678901234567890", "+7", "007.0", ".5", "5.", "1E3", "-0.10"];
    const event = onlyEvent(documentOf(objectEvent(`<quantityList>${texts.map(quantity).join("")}</quantityList>`)));
    const written = stringifyLossless(event["quantityList"]).matchAll(/"quantity":([^}]+)/g);
    expect([...written].map(([, text]) => text)).to.deep.equal(["1.50", "12345678901234567890", "7", "7.0", "0.5", "5", "1E3", "-0.10"]);
    for (const text of ["INF", "ten", "1 000", "0x10", "", "."]) {
      const { document, xpathOf } = epcisFromXml(documentOf(objectEvent(`<quantityList>${quantity(text)}</quantityList>`)));
      const [error] = validateEpcis(document);
      expect(xpathOf(error?.pointer ?? ""), text).to.equal(
        "/EPCISDocument/EPCISBody/EventList/ObjectEvent/quantityList/quantityElement/quantity",
      );
    }
  });

  it("reads sensor data, error declarations and dispositions that stay", () => {
    const event = onlyEvent(
      documentOf(
        objectEvent(
          `<errorDeclaration><declarationTime>2026-07-23T00:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason>
             <correctiveEventIDs><correctiveEventID>urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8</correctiveEventID></correctiveEventIDs></errorDeclaration>
           <persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset><set>urn:epcglobal:cbv:disp:recalled</set></persistentDisposition>
           <sensorElementList><sensorElement>
             <sensorMetadata time="2026-07-22T04:00:00Z" x:room="7"/>
             <sensorReport type="gs1:Length" component="cbv:Comp-northing" value="-477979.89" booleanValue="1" exception="gs1:ALARM_CONDITION"/>
             <x:by>Kim</x:by>
           </sensorElement></sensorElementList>`,
        ),
        { root: 'xmlns:x="https://example.com/x/"' },
      ),
    );
    expect(plain(event)).to.deep.include({
      errorDeclaration: {
        declarationTime: "2026-07-23T00:00:00Z",
        reason: "incorrect_data",
        correctiveEventIDs: ["urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8"],
      },
      persistentDisposition: { unset: ["completeness_inferred"], set: ["recalled"] },
      sensorElementList: [
        {
          sensorMetadata: { time: "2026-07-22T04:00:00Z", "x:room": "7" },
          sensorReport: [{ type: "Length", component: "northing", value: -477979.89, booleanValue: true, exception: "ALARM_CONDITION" }],
          "x:by": "Kim",
        },
      ],
    });
  });

  it("keeps each extension's namespace, even where one prefix changes its meaning", () => {
    const { document } = epcisFromXml(
      documentOf(
        objectEvent('<x:a xmlns:x="https://one.example/">1</x:a>') +
          objectEvent('<x:a xmlns:x="https://two.example/">2</x:a><y:b xmlns:y="https://one.example/">3</y:b>') +
          objectEvent('<https:c xmlns:https="https://three.example/">4</https:c><_d:e xmlns:_d="https://four.example/">5</_d:e>'),
      ),
    );
    expect(validateEpcis(document)).to.deep.equal([]);
    const [, terms] = document["@context"] as [string, Record<string, string>];
    const { eventList } = document["epcisBody"] as { eventList: JsonObject[] };
    const expanded = eventList.map((event) =>
      Object.entries(event).flatMap(([name, value]) => {
        const [prefix = "", local] = name.split(":");
        return local === undefined ? [] : [`${terms[prefix] ?? "?"}${local}=${String(value)}`];
      }),
    );
    expect(expanded).to.deep.equal([
      ["https://one.example/a=1"],
      ["https://two.example/a=2", "https://one.example/b=3"],
      ["https://three.example/c=4", "https://four.example/e=5"],
    ]);
  });

  it("gives each of very many namespaces a prefix of its own, without looking at all the others again and again", () => {
    const count = 40_000;
    const members = Array.from({ length: count }, (_, n) => `<x:a xmlns:x="urn:x:${n}">${n}</x:a>`);
    const { document } = epcisFromXml(documentOf(objectEvent(members.join(""))));
    const [, terms] = document["@context"] as [string, Record<string, string>];
    expect(new Set(Object.values(terms)).size).to.equal(count);
    expect(onlyEventOf(document)[`${Object.keys(terms).at(-1)}:a`]).to.equal(String(count - 1));
  });

  it("finds the prefix of a word with an element far outside, and none where nobody has defined it", () => {
    const wordOf = (bizStep: string) => {
      const { document } = epcisFromXml(
        documentOf(objectEvent(`<bizStep>${bizStep}</bizStep>`), { root: 'xmlns:q="https://example.com/"' }),
      );
      return [onlyEventOf(document)["bizStep"], (document["@context"] as unknown[]).at(1)];
    };
    expect(wordOf("q:steaming")).to.deep.equal(["q:steaming", { q: "https://example.com/" }]);
    expect(wordOf("toString:steaming")).to.deep.equal(["toString:steaming", undefined]);
  });

  it("reads structures of extensions: repeated children as lists, attributes beside text, types where they are given", () => {
    const event = onlyEvent(
      documentOf(
        objectEvent(`<x:box x:kind="crate"><x:item>1</x:item><x:item xsi:type="xsd:integer">2</x:item><x:note lang="en">dry</x:note>
          <x:fresh xsi:type="xsd:boolean">true</x:fresh><plain/></x:box>`),
        {
          root: 'xmlns:x="https://example.com/x/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
        },
      ),
    );
    expect(plain(event["x:box"])).to.deep.equal({
      "x:kind": "crate",
      "x:item": ["1", 2],
      "x:note": { lang: "en", "#text": "dry" },
      "x:fresh": true,
      plain: "",
    });
  });

  it("reads the master data of a header, with the places inside of places", () => {
    const header = `<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation">
      <VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:9521141.12345.0">
        <attribute id="urn:epcglobal:cbv:mda#name">Cold store</attribute>
        <attribute id="https://example.com/x#size"><x:area>5</x:area></attribute>
        <children><id>urn:epc:id:sgln:9521141.12345.1</id><id>urn:epc:id:sgln:9521141.12345.2</id></children>
      </VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>`;
    const { document } = epcisFromXml(documentOf(objectEvent(""), { header, root: 'xmlns:x="https://example.com/x/"' }));
    expect(validateEpcis(document)).to.deep.equal([]);
    expect(plain(document["epcisHeader"])).to.deep.equal({
      epcisMasterData: {
        vocabularyList: [
          {
            type: "urn:epcglobal:epcis:vtype:BusinessLocation",
            vocabularyElementList: [
              {
                id: "urn:epc:id:sgln:9521141.12345.0",
                attributes: [
                  { id: "urn:epcglobal:cbv:mda#name", attribute: "Cold store" },
                  { id: "https://example.com/x#size", attribute: { "x:area": "5" } },
                ],
                children: ["urn:epc:id:sgln:9521141.12345.1", "urn:epc:id:sgln:9521141.12345.2"],
              },
            ],
          },
        ],
      },
    });
  });

  it("reads an event that stands alone", () => {
    const text = objectEvent("").replace("<ObjectEvent>", '<ObjectEvent schemaVersion="2.0" creationDate="2026-07-22T10:30:00Z">');
    expect(plain(eventFromXml(text).document)).to.deep.equal({
      "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
      type: "ObjectEvent",
      eventTime: "2026-07-22T06:45:00+02:00",
      eventTimeZoneOffset: "+02:00",
      epcList: ["urn:epc:id:sgtin:9521141.001234.2017"],
      action: "ADD",
    });
  });

  it("reads an event of somebody else's type under its namespace", () => {
    const event = onlyEvent(documentOf(`<v:Audit xmlns:v="https://example.com/v/">${WHEN}<v:by>Kim</v:by></v:Audit>`));
    expect(event).to.include({ type: "v:Audit", "v:by": "Kim" });
    expect(parseLossless(stringifyLossless(event))).to.deep.equal(event);
  });
});
