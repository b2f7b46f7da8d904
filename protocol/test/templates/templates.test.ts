import { readFileSync } from "node:fs";
import { expect } from "chai";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { bareEvents } from "../../src/hashing/event-hash/documents.ts";
import { parseLossless, parseLosslessObject, stringifyLossless, type JsonObject } from "../../src/hashing/lossless-json.ts";
import { checkEpcis } from "../../src/schemas/epcis/validate-epcis.ts";
import { profileOf, profileProblems } from "../../src/templates/profile.ts";
import { template, type DataElement, type Template } from "../../src/templates/template.ts";
import { findTemplate, profilesOf, TEMPLATES } from "../../src/templates/templates.ts";
import { writeElement } from "../../src/templates/write-element.ts";
import { shipped } from "../support/events.ts";

const DEMO = new URL("../../../scripts/demo/documents/", import.meta.url);
const SHIPPING = find("fsma204-shipping");
const LOT = "https://id.gs1.org/01/00860009999923/10/ABC1234";

function find(id: string): Template {
  const found = findTemplate(id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
}

/** A shipment of one lot with all that the rule asks but the source of the lot code. */
function shipment(members: JsonObject = {}): JsonObject {
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "ObjectEvent",
    action: "OBSERVE",
    bizStep: "shipping",
    eventTime: "2026-04-19T13:35:18-05:00",
    eventTimeZoneOffset: "-05:00",
    readPoint: { id: "https://id.gs1.org/414/0860009999992" },
    quantityList: [{ epcClass: LOT, quantity: 25, uom: "CS" }],
    bizTransactionList: [{ type: "bol", bizTransaction: "urn:epcglobal:cbv:bt:0860009999992:211" }],
    destinationList: [{ type: "location", destination: "https://id.gs1.org/414/0860009998001" }],
    ...members,
  };
}

const VALUES: Record<DataElement["form"], string> = {
  text: "North field, row 7",
  date: "2026-04-17",
  time: "2026-04-17T10:00:00Z",
  number: "4.50",
  uri: "https://id.gs1.org/8004/086000999907700001",
  place: "https://id.gs1.org/414/0860009999992",
  product: LOT,
  lot: LOT,
  country: "BR",
  plots: "-3.465305,-62.215881\n-3.465305,-62.215881 -3.465400,-62.215881 -3.465400,-62.215900 -3.465305,-62.215881",
};

describe("templates", () => {
  it("are data: each fits its own schema, has an id of its own, and elements that cite their source", () => {
    for (const one of TEMPLATES) {
      expect(template.parse(JSON.parse(JSON.stringify(one))), one.id).to.deep.equal(one);
      expect(new Set(one.elements.map(({ id }) => id)).size, one.id).to.equal(one.elements.length);
      expect(one.elements.filter(({ source }) => source.trim() === "")).to.deep.equal([]);
    }
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).to.equal(TEMPLATES.length);
  });

  it("count what is given: a shipment with all key data elements has 8 of 8, and lacks only the source of its lot code before", () => {
    expect(profileProblems(shipment(), SHIPPING).map(({ element, pointer }) => [element, pointer])).to.deep.equal([
      ["lot-code-source", "/kde:traceabilityLotCodeSource"],
    ]);
    const whole = writeElement(shipment(), element(SHIPPING, "lot-code-source"), VALUES.place);
    expect(profileOf(whole, SHIPPING)).to.include({ given: 8, required: 8 });
    expect(checkEpcis(whole)).to.deep.equal([]);
  });

  it("name what is missing in plain words, with the pointer of the first place that lacks it", () => {
    const two = shipment({ quantityList: [{ epcClass: LOT, quantity: 25 }, { epcClass: `${LOT}5` }], destinationList: [] });
    const problems = profileProblems(two, SHIPPING);
    expect(problems.map(({ pointer, message }) => [pointer, message])).to.include.deep.members([
      ["/quantityList/1/quantity", "Quantity and unit: missing."],
      ["/destinationList", "Who receives it next: missing."],
    ]);
  });

  it("tell a value that cannot be read from one that is missing", () => {
    const [pallet] = profileProblems(shipment({ epcList: ["https://id.gs1.org/00/008600099999850000"] }), SHIPPING);
    expect(pallet).to.include({ element: "goods-lot", state: "unreadable", pointer: "/epcList/0" });
    const plots = find("eudr-production");
    const rough = { type: "ObjectEvent", ilmd: { "kde:plots": ["-3.46,-62.21"] } };
    expect(profileProblems(rough, plots).find(({ element: id }) => id === "plots")).to.include({
      state: "unreadable",
      pointer: "/ilmd/kde:plots/0",
    });
  });

  it("ask nothing of what a rule asks only in some cases", () => {
    expect(profileProblems({}, find("fsma204-harvesting")).map(({ element: id }) => id)).to.not.include("growing-area");
  });

  it("are found for real events of the lettuce chain, and for none that ends goods", () => {
    const events = bareEvents(parseLossless(readFileSync(new URL("cooling-cte.jsonld", DEMO), "utf8")));
    const titles = events.flatMap((event) => profilesOf([event]).map(({ title, given, required }) => `${title} ${given}/${required}`));
    expect(titles).to.include("FSMA 204 receiving 7/8");
    expect(profilesOf([{ ...shipped(), action: "DELETE" }])).to.deep.equal([]);
  });

  it("take the fullest of several accounts of one event", () => {
    const whole = writeElement(shipment(), element(SHIPPING, "lot-code-source"), VALUES.place);
    expect(profilesOf([shipment(), whole])[0]).to.include({ template: "fsma204-shipping", given: 8 });
  });

  for (const one of TEMPLATES) {
    it(`writes what "${one.id}" asks where it is found again, as valid EPCIS with a hash`, () => {
      const goods = one.fits.types[0] === "ObjectEvent" ? {} : { type: "TransformationEvent", quantityList: undefined, action: undefined };
      const base = shipment({
        bizStep: one.fits.bizSteps[0] ?? "",
        action: one.happening === "made" ? "ADD" : "OBSERVE",
        sourceList: [{ type: "location", source: VALUES.place }],
        ...(one.elements.some(({ id }) => id === "reading")
          ? { sensorElementList: [{ sensorReport: [{ type: "Temperature", value: 4, uom: "CEL" }] }] }
          : {}),
        ...(goods as unknown as JsonObject),
        ...(goods.type === undefined
          ? {}
          : {
              inputQuantityList: [{ epcClass: LOT, quantity: 25, uom: "CS" }],
              outputQuantityList: [{ epcClass: `${LOT}X`, quantity: 25, uom: "CS" }],
            }),
      });
      const asked = one.elements.filter(({ asked }) => asked);
      const event = parseLosslessObject(
        stringifyLossless(asked.reduce((written, { form, at }) => writeElement(written, { form, at }, VALUES[form]), base)),
      );
      expect(profileProblems(event, one)).to.deep.equal([]);
      expect(profileOf(event, one).elements.filter(({ state }) => state !== "given")).to.deep.equal([]);
      expect(checkEpcis(event)).to.deep.equal([]);
      expect(eventHashOf(event).eventHash).to.match(/^0x[0-9a-f]{64}$/);
      expect(asked.length === 0 || stringifyLossless(event) !== stringifyLossless(base)).to.equal(true);
    });
  }
});

function element({ elements }: Template, id: string): DataElement {
  const found = elements.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no element ${id}`);
  return found;
}
