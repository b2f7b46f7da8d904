import { expect } from "chai";
import { at, BULK, CASES, FARM, FIELD, findBy, HARVEST, lot, PACKER, PACKING_HOUSE, shipped, toldBy } from "../support/case.ts";
import { CLEAN, found, made, packed, received, sent, unitSent } from "../support/told.ts";

describe("findings: gaps", () => {
  it("goods at a place to which nobody sent them", () => {
    expect(findBy("arrived-without-shipment", [HARVEST, received])[0]?.message).to.equal(
      "Lot A of GTIN 00860009999923 was at the packing house, but nobody has stated that it was sent there.",
    );
    expect(findBy("arrived-without-shipment", [HARVEST, sent, received])).to.have.length(0);
  });

  it("a shipment that names no place may have led anywhere, but a report from the place itself proves no sending", () => {
    const vague = { by: FARM, event: at(9, FIELD, { bizStep: "shipping", quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("arrived-without-shipment", [HARVEST, vague, received])).to.have.length(0);
    const selfSent = { by: PACKER, event: shipped(11, PACKING_HOUSE, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("arrived-without-shipment", [HARVEST, selfSent, received])).to.have.length(1);
  });

  it("goods travel with the unit that they were packed in", () => {
    expect(findBy("arrived-without-shipment", CLEAN)).to.have.length(0);
    expect(
      findBy(
        "arrived-without-shipment",
        CLEAN.filter((told) => told !== unitSent),
      ),
    ).to.have.length(2);
  });

  it("an input that comes from nowhere", () => {
    expect(findBy("unknown-origin", [{ by: PACKER, event: made(13, 100, 50) }])[0]?.message).to.equal(
      "Nobody has stated where lot A of GTIN 00860009999923 comes from.",
    );
    expect(findBy("unknown-origin", CLEAN)).to.have.length(0);
  });

  it("a unit in which goods were found although nobody packed it", () => {
    expect(findBy("never-packed", [unitSent, found(18, 5)])).to.have.length(1);
    expect(findBy("never-packed", CLEAN)).to.have.length(0);
  });

  it("goods that nobody mentions after they were packed", () => {
    const other = "https://id.gs1.org/01/10860009999920/10/B";
    const both = { by: PACKER, event: { ...packed(14, 25).event, childQuantityList: [lot(CASES, 25, "CS"), lot(other, 25, "CS")] } };
    const result = findBy("lost-track", [both, found(18, 25)]);
    expect(toldBy("lost-track", [both, found(18, 25)])).to.deep.equal([[0, 1]]);
    expect(result[0]?.message).to.contain("lot B");
    expect(findBy("lost-track", [both]), "the unit may still be closed").to.have.length(0);
  });
});
