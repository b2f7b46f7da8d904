import { expect } from "chai";
import fc from "fast-check";
import { epcisFromXml, eventFromXml } from "../../src/epcis-xml/document.ts";
import { XmlError } from "../../src/epcis-xml/xml-element.ts";
import { validateEpcis } from "../../src/schemas/epcis/validate-epcis.ts";

const WHEN = "<eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>";
const OPEN =
  '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-07-22T10:30:00Z"><EPCISBody><EventList>';
const CLOSE = "</EventList></EPCISBody></epcis:EPCISDocument>";
const documentOf = (events: string) => `${OPEN}${events}${CLOSE}`;
const objectEvent = (more: string) => `<ObjectEvent>${WHEN}<action>OBSERVE</action>${more}</ObjectEvent>`;
const EVENT = "/EPCISDocument/EPCISBody/EventList/ObjectEvent";

function errorOf(text: string, convert = epcisFromXml): XmlError {
  try {
    convert(text);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  throw new Error(`was taken: ${text.slice(0, 200)}`);
}

describe("EPCIS from XML refuses", () => {
  it("text that is not well-formed, with line and column", () => {
    for (const [text, place] of [
      ["", ""],
      ["{}", "line 1, column 2"],
      [`${OPEN}\n<ObjectEvent>\n${CLOSE}`, "line 3, column 12"],
      ["<a><b></a>", "line 1, column 10"],
      ['<a x="1" x="2"/>', "line 1, column 14"],
      ["<p:a/>", "line 1, column 5"],
      ["<a>&nbsp;</a>", "line 1, column 9"],
      ["<a>&#0;</a>", "line 1, column 7"],
      ["<a/><b/>", "line 1, column 6"],
    ] as const) {
      expect(errorOf(text).message, text).to.match(/^line \d+, column \d+: \w/);
      if (place !== "") expect(errorOf(text).place.split(",")[0], text).to.equal(place.split(",")[0]);
    }
  });

  it("document types that declare or fetch anything, and takes one that does neither", () => {
    for (const doctype of [
      '<!DOCTYPE a [<!ENTITY x "y">]>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE a PUBLIC "-//x" "https://example.com/x.dtd">',
      '<!DOCTYPE a [<!ENTITY % p SYSTEM "https://example.com/x"> %p;]>',
    ])
      expect(errorOf(doctype + documentOf(objectEvent(""))).message).to.include("document type");
    expect(() => epcisFromXml(`<!DOCTYPE project>${documentOf(objectEvent(""))}`)).not.to.throw();
  });

  it("other encodings than UTF-8", () => {
    expect(errorOf(`<?xml version="1.0" encoding="ISO-8859-1"?>${documentOf("")}`).message).to.include("send UTF-8");
  });

  it("more than a request needs: depth, elements, attributes, characters", () => {
    const depth = 200_000;
    expect(errorOf("<a>".repeat(depth) + "</a>".repeat(depth)).message).to.include("deeper than 48");
    expect(errorOf(documentOf("<a/>".repeat(200_000))).message).to.include("150000 elements");
    const attributes = Array.from({ length: 101 }, (_, index) => `a${index}=""`).join(" ");
    expect(errorOf(`<a ${attributes}/>`).message).to.include("100 attributes");
    expect(errorOf(`<a>${" ".repeat(9_000_000)}</a>`).message).to.include("characters");
  });

  it("roots that are no EPCIS document, and documents without their parts", () => {
    for (const text of [
      "<EPCISDocument/>",
      '<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:3"/>',
      '<e:EPCISMasterDataDocument xmlns:e="urn:epcglobal:epcis-masterdata:xsd:1"/>',
      '<e:EPCISQueryDocument xmlns:e="urn:epcglobal:epcis:xsd:2"/>',
    ])
      expect(errorOf(text).message, text).to.match(/^\/\w+: must be an EPCISDocument/);
    expect(errorOf('<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2"/>').message).to.equal("/EPCISDocument: must hold EPCISBody");
    expect(errorOf('<e:EPCISQueryDocument xmlns:e="urn:epcglobal:epcis-query:xsd:2"><EPCISBody/></e:EPCISQueryDocument>').message).to.equal(
      "/EPCISQueryDocument/EPCISBody: must hold QueryResults",
    );
  });

  it("what JSON could not hold without losing something, with its XPath", () => {
    const wrong: Readonly<Record<string, string>> = {
      "<action>ADD</action>": `${EVENT}/action[2]`,
      "<epcList>urn:epc:id:sgtin:9521141.001234.1</epcList>": `${EVENT}/epcList`,
      "<epcList><id>x</id></epcList>": `${EVENT}/epcList/id`,
      "<epcList><epc><b/></epc></epcList>": `${EVENT}/epcList/epc/b`,
      "<readPoint>here</readPoint>": `${EVENT}/readPoint`,
      "<readPoint>at <id>urn:x:y</id></readPoint>": `${EVENT}/readPoint`,
    };
    for (const [part, place] of Object.entries(wrong)) expect(errorOf(documentOf(objectEvent(part))).place, part).to.equal(place);
    expect(errorOf(`<ObjectEvent type="x">${WHEN}</ObjectEvent>`, eventFromXml).place).to.equal("/ObjectEvent");
  });

  it("nothing that the schema refuses, but names where it stands", () => {
    const wrong: Readonly<Record<string, string>> = {
      "<madeUp>x</madeUp>": `${EVENT}/madeUp`,
      "<bizStep>urn:epcglobal:cbv:bizstep:teleporting</bizStep>": `${EVENT}/bizStep`,
      "<extension><quantityList><quantityElement><epcClass>x y</epcClass></quantityElement></quantityList></extension>": `${EVENT}/extension/quantityList/quantityElement/epcClass`,
      "<epcList><epc>urn:epc:id:sgtin:9521141.001234.1</epc><epc>no uri</epc></epcList>": `${EVENT}/epcList/*[2]`,
      '<sensorElementList><sensorElement><sensorReport type="gs1:Mood"/></sensorElement></sensorElementList>': `${EVENT}/sensorElementList/sensorElement/sensorReport/@type`,
    };
    for (const [part, place] of Object.entries(wrong)) {
      const { document, xpathOf } = epcisFromXml(documentOf(objectEvent(part)));
      expect(
        validateEpcis(document).map(({ pointer }) => xpathOf(pointer)),
        part,
      ).to.include(place);
    }
  });

  it("whatever a mangled document says, in a sentence and never otherwise", () => {
    const whole = documentOf(
      objectEvent('<epcList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></epcList><x:a xmlns:x="urn:x:y" x:b="1">&lt;</x:a>'),
    );
    const position = fc.integer({ min: 0, max: whole.length });
    fc.assert(
      fc.property(position, position, fc.string({ maxLength: 8, unit: "binary" }), (from, to, piece) => {
        const text = whole.slice(0, from) + piece + whole.slice(to);
        for (const convert of [epcisFromXml, eventFromXml]) {
          try {
            const { document, xpathOf } = convert(text);
            for (const { pointer } of validateEpcis(document)) expect(xpathOf(pointer)).to.match(/^\//);
          } catch (error) {
            expect(error).to.be.instanceOf(XmlError);
          }
        }
      }),
      { numRuns: 600, seed: 17 },
    );
  });
});
