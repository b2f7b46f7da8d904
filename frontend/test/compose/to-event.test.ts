import { parseLossless, stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { expect } from "chai";
import { eventOf } from "../../src/features/compose/model/to-event.ts";
import { completeDraft, INNER_UNIT, LOT, SERIAL, UNIT } from "./complete-draft.ts";

const AUTHOR = { gln: "0860009999992" };

describe("events made from the form", () => {
  it("writes a shipment as EPCIS does, with numbers as typed and no business location on the road", () => {
    expect(JSON.parse(stringifyLossless(eventOf(completeDraft("shipped"), AUTHOR)))).to.deep.equal({
      "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
      type: "ObjectEvent",
      eventTime: "2026-11-21T11:30:00+02:00",
      eventTimeZoneOffset: "+02:00",
      action: "OBSERVE",
      epcList: [SERIAL, INNER_UNIT],
      quantityList: [{ epcClass: LOT, quantity: 12.5, uom: "KGM" }],
      bizStep: "shipping",
      disposition: "in_transit",
      readPoint: { id: "https://id.gs1.org/414/0860009999992" },
      bizTransactionList: [
        { type: "po", bizTransaction: "urn:epcglobal:cbv:bt:0860009999992:PO%2017%2F4" },
        { type: "desadv", bizTransaction: "https://example.com/despatch/4" },
      ],
      destinationList: [{ type: "location", destination: "https://id.gs1.org/414/0860009998001" }],
      sensorElementList: [{ sensorReport: [{ type: "Temperature", value: -1.5, uom: "CEL" }] }],
    });
    expect(stringifyLossless(eventOf(completeDraft("shipped"), AUTHOR)))
      .to.include('"quantity":12.50')
      .and.to.include('"value":-1.50');
  });

  it("puts what is inside a unit under its SSCC", () => {
    const event = eventOf(completeDraft("packed"), AUTHOR);
    expect(event).to.include({ type: "AggregationEvent", parentID: UNIT, action: "ADD" });
    expect(event.childEPCs).to.deep.equal([SERIAL, INNER_UNIT]);
  });

  it("keeps what went in apart from what came out, and gives a transformation no action", () => {
    const event = eventOf(completeDraft("transformed"), AUTHOR);
    expect(event).to.not.have.any.keys("action", "inputEPCList");
    expect(event).to.include.all.keys("inputQuantityList", "outputQuantityList", "outputEPCList");
  });

  it("takes the outcome of an inspection as disposition", () => {
    expect(eventOf({ ...completeDraft("inspected"), outcome: "non_conformant" }, AUTHOR).disposition).to.equal("non_conformant");
  });

  it("reads back as it was written", () => {
    const text = stringifyLossless(eventOf(completeDraft("transformed"), AUTHOR));
    expect(stringifyLossless(parseLossless(text))).to.equal(text);
  });

  it("refuses to make an event of a draft without happening, time or place", () => {
    expect(() => eventOf({ ...completeDraft("shipped"), happening: null }, AUTHOR)).to.throw("happening");
    expect(() => eventOf({ ...completeDraft("shipped"), localTime: "" }, AUTHOR)).to.throw("time");
    expect(() => eventOf({ ...completeDraft("shipped"), place: null }, AUTHOR)).to.throw("place");
  });
});
