import { expect } from "chai";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { parseLosslessObject } from "../../src/hashing/lossless-json.ts";
import { labelOf } from "../../src/identifiers/label.ts";
import { isInstanceOrLot, pathOf, subjectOf, subjectOfPath } from "../../src/identifiers/subject.ts";
import { subjectsOf } from "../../src/identifiers/subjects-of.ts";

const LOT = "https://id.gs1.org/01/04012345123456/10/Lot987";
const SERIAL = "https://id.gs1.org/01/04012345111118/21/9876";
const UNIT = "https://id.gs1.org/00/040123450000003338";

describe("subjects", () => {
  it("are lots, serials, logistic units and single assets", () => {
    const named = [
      LOT,
      SERIAL,
      UNIT,
      "urn:epc:id:grai:4012345.00022.334455",
      "urn:epc:id:giai:4012345.ABC345",
      "urn:epc:id:itip:4012345.011111.01.02.987",
      "urn:epc:id:cpi:4012345.AB.7",
    ];
    for (const uri of named) expect(isInstanceOrLot(uri), uri).to.equal(true);
  });

  it("are not kinds of goods, patterns, places, parties, documents or foreign names", () => {
    const others = [
      "https://id.gs1.org/01/04012345123456",
      "urn:epc:idpat:sgtin:4012345.066666.*",
      "urn:epc:idpat:grai:4012345.66666.*",
      "https://id.gs1.org/414/4012345000054",
      "urn:epc:id:pgln:4012345.00000",
      "urn:epc:id:gdti:4012345.11111.123",
      "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba",
      "geo:1,2",
      "",
    ];
    for (const uri of others) expect(subjectOf(uri), uri).to.equal(undefined);
  });

  it("have a path, and the path leads back", () => {
    const subject = subjectOf("https://example.com/gtin/4012345123456/lot/A%2FB?x=1");
    expect(subject).to.equal("https://id.gs1.org/01/04012345123456/10/A%2FB");
    expect(pathOf(subject!)).to.equal("/01/04012345123456/10/A%2FB");
    expect(subjectOfPath(pathOf(subject!))).to.equal(subject);
    expect(subjectOfPath("/01/4012345123456/10/A%2fB")).to.equal(subject);
    for (const path of ["/01/4012345123456", "01/04012345123456/10/A", "/nothing", ""])
      expect(subjectOfPath(path), path).to.equal(undefined);
  });

  it("have a name in words", () => {
    expect(labelOf(LOT)).to.equal("Lot Lot987 of GTIN 04012345123456");
    expect(labelOf(SERIAL)).to.equal("Serial 9876 of GTIN 04012345111118");
    expect(labelOf(UNIT)).to.equal("Logistic unit 040123450000003338");
    expect(labelOf("https://id.gs1.org/414/4012345000054/254/A%2FB")).to.equal("Spot A/B of Place 4012345000054");
    expect(labelOf("geo:1,2")).to.equal("geo:1,2");
  });
});

describe("subjects of an event", () => {
  it("come with their roles, and with amounts as they were written", () => {
    const event = parseLosslessObject(`{ "type": "AggregationEvent", "parentID": "${UNIT}", "childEPCs": ["${SERIAL}"],
      "childQuantityList": [{ "epcClass": "urn:epc:class:lgtin:4012345.012345.Lot987", "quantity": 1.50, "uom": "KGM" },
                            { "epcClass": "${LOT}", "quantity": 2 }, { "epcClass": "https://id.gs1.org/01/04012345123456", "quantity": 9 }] }`);
    expect(subjectsOf(event)).to.deep.equal([
      { subject: UNIT, role: "parent" },
      { subject: SERIAL, role: "child" },
      { subject: LOT, role: "child", quantity: "1.50", uom: "KGM" },
      { subject: LOT, role: "child", quantity: "2" },
    ]);
  });

  it("keep inputs and outputs apart, and name one thing once however it is spelled", () => {
    const event: JsonObject = {
      inputEPCList: ["urn:epc:id:sscc:4012345.0000000333", UNIT],
      outputQuantityList: [{ epcClass: LOT }],
      epcList: ["urn:epc:idpat:sgtin:4012345.066666.*", "not an identifier"],
    };
    expect(subjectsOf(event)).to.deep.equal([
      { subject: UNIT, role: "input" },
      { subject: LOT, role: "output" },
    ]);
  });

  it("are none in an event of unexpected shape", () => {
    expect(subjectsOf({ epcList: 5, quantityList: [null, 1, {}, { epcClass: 3 }], parentID: {} })).to.deep.equal([]);
  });
});
