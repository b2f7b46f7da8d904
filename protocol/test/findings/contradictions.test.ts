import { expect } from "chai";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import {
  at,
  BULK,
  CASES,
  DOCK,
  FARM,
  FIELD,
  findBy,
  HARVEST,
  KITCHEN,
  lot,
  PACKER,
  PACKING_HOUSE,
  shipped,
  toldBy,
} from "../support/case.ts";
import { CLEAN, found, made, packed, received, sent, unitSent } from "../support/told.ts";

describe("findings: contradictions", () => {
  it("one number on two different reports", () => {
    const eventID = "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba";
    const one = { by: PACKER, event: { ...made(13, 100, 50), eventID } };
    const other = { by: KITCHEN, event: { ...made(13, 100, 60), eventID } };
    expect(toldBy("same-event-id", [one, other])).to.deep.equal([[0, 1]]);
    expect(findBy("same-event-id", [one, { by: KITCHEN, event: one.event }])).to.have.length(0);
  });

  it("an event ID made from the event itself may stand on copies", () => {
    const eventID = "ni:///sha-256;36abb3a2c0a726de32ac4beafd6b8bc4ba0b1d2de244490312e5cbec7b5ddece?ver=CBV2.0";
    expect(
      findBy("same-event-id", [
        { by: FARM, event: { ...sent.event, eventID } },
        { by: FARM, event: { ...received.event, eventID } },
      ]),
    ).to.have.length(0);
  });

  it("one making told in two ways by two organisations", () => {
    const told = [HARVEST, { by: PACKER, event: made(13, 50, 25) }, { by: KITCHEN, event: made(13, 50, 30) }];
    const [finding] = findBy("conflicting-transformations", told);
    expect(finding?.message).to.contain(
      "25 cases on April 17, 2026 at 01:00 PM UTC−04:00 (Packer) and 30 cases on April 17, 2026 at 01:00 PM UTC−04:00 (Kitchen)",
    );
    expect(
      findBy("conflicting-transformations", told.slice(0, 2).concat({ by: PACKER, event: made(14, 50, 25) })),
      "two runs by one",
    ).to.have.length(0);
  });

  it("more found in a unit than was packed", () => {
    const [finding] = findBy("contents-differ", [packed(14, 50), unitSent, found(18, 500)]);
    expect(finding).to.include({ severity: "contradiction" });
    expect(finding?.message).to.contain("found 500 cases").and.to.contain("50 cases of lot A of GTIN 10860009999920 had been packed");
  });

  it("less found in a unit than was packed is only a gap, and an unstated amount says nothing", () => {
    expect(findBy("contents-differ", [packed(14, 50), found(18, 20)])[0]).to.include({ severity: "gap" });
    expect(findBy("contents-differ", [packed(14, 50), found(18, undefined)])).to.have.length(1);
    expect(findBy("contents-differ", [packed(14, 20), packed(15, 30), found(18, 50)])).to.have.length(0);
  });

  it("what was taken out in between is no longer expected", () => {
    expect(findBy("contents-differ", [packed(13, 50), found(14, 30, "DELETE"), found(18, 20)])).to.have.length(0);
    expect(findBy("contents-differ", [packed(13, 50), found(14, 30, "DELETE"), found(18, 50)])).to.have.length(1);
  });

  it("more used of a lot than there ever was", () => {
    const told = [HARVEST, { by: PACKER, event: made(13, 60, 30) }, { by: PACKER, event: made(14, 60, 30) }];
    expect(findBy("consumed-more-than-existed", told)[0]?.message).to.equal(
      "Packer used 120 kg of lot A of GTIN 00860009999923, but only 100 kg are known to have existed.",
    );
    expect(
      findBy("consumed-more-than-existed", [HARVEST, told[1]!, { by: KITCHEN, event: made(14, 60, 30) }]),
      "perhaps one event told twice",
    ).to.have.length(0);
    expect(findBy("consumed-more-than-existed", [HARVEST, { by: PACKER, event: made(13, 100, 30) }])).to.have.length(0);
  });

  it("more used by two organisations than there ever was, where they made other goods of it", () => {
    const made80 = (hour: number, output: string | undefined, more: JsonObject = {}) =>
      at(hour, PACKING_HOUSE, {
        type: "TransformationEvent",
        inputQuantityList: [lot(BULK, 80, "KGM")],
        ...(output === undefined ? {} : { outputQuantityList: [lot(output, 80, "KGM")] }),
        ...more,
      });
    const salad = "https://id.gs1.org/01/10860009998039/10/S";
    const [packer, kitchen] = [
      { by: PACKER, event: made80(13, CASES) },
      { by: KITCHEN, event: made80(14, salad) },
    ];
    const [finding, ...others] = findBy("consumed-more-than-existed", [HARVEST, packer, kitchen]);
    expect(finding?.message).to.equal(
      "Packer and Kitchen used 160 kg of lot A of GTIN 00860009999923, but only 100 kg are known to have existed.",
    );
    expect(others).to.have.length(0);
    expect(toldBy("consumed-more-than-existed", [HARVEST, packer, kitchen])).to.deep.equal([[0, 1, 2]]);
    const both = { outputQuantityList: [lot(CASES, 40, "KGM"), lot(salad, 40, "KGM")] };
    for (const [why, told] of [
      ["outputs that a third report names together", [HARVEST, packer, kitchen, { by: FARM, event: made80(15, CASES, both) }]],
      ["a report without outputs", [HARVEST, packer, { by: KITCHEN, event: made80(14, undefined) }]],
      [
        "outputs that others of its events may name",
        [HARVEST, packer, { by: KITCHEN, event: made80(14, salad, { transformationID: "urn:example:run-7" }) }],
      ],
      [
        "a lot that two organisations say they made",
        [HARVEST, { by: PACKER, event: at(7, DOCK, { action: "ADD", quantityList: [lot(BULK, 90, "KGM")] }) }, packer, kitchen],
      ],
    ] as const)
      expect(findBy("consumed-more-than-existed", told), why).to.have.length(0);
  });

  it("sums are exact where floats are not", () => {
    const parts = [0.1, 0.2].map((part, index) => ({ by: PACKER, event: made(13 + index, part, 1) }));
    const grown = { by: FARM, event: at(8, FIELD, { action: "ADD", quantityList: [lot(BULK, 0.3, "KGM")] }) };
    expect(findBy("consumed-more-than-existed", [grown, ...parts])).to.have.length(0);
  });

  it("more came out than went in, by weight", () => {
    const heavy = findBy("more-out-than-in", [HARVEST, { by: PACKER, event: made(13, 100, 250, "LBR") }]);
    expect(heavy[0]?.message).to.contain("113.4 kg from 100 kg");
    expect(findBy("more-out-than-in", [HARVEST, { by: PACKER, event: made(13, 100, 240, "LBR") }]), "a tenth is allowed").to.have.length(0);
    expect(findBy("balance-unknown", [HARVEST, { by: PACKER, event: made(13, 100, 240, "LBR") }])).to.have.length(0);
  });

  it("goods handled before they existed", () => {
    const early = { by: PACKER, event: at(7, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
    const result = findBy("before-origin", [HARVEST, early]);
    expect(toldBy("before-origin", [HARVEST, early])).to.deep.equal([[1, 0]]);
    expect(result[0]?.message)
      .to.contain("Packer handled")
      .and.to.contain("Farm says it came into being on April 17, 2026 at 08:00 AM UTC−04:00");
  });

  it("goods used before they were received, also inside a unit", () => {
    const salad = {
      by: KITCHEN,
      event: at(16, DOCK, {
        type: "TransformationEvent",
        inputQuantityList: [lot(CASES, 10, "CS")],
        outputQuantityList: [lot("https://id.gs1.org/01/10860009998039/10/S", 1)],
      }),
    };
    expect(toldBy("used-before-received", [...CLEAN, salad])).to.deep.equal([[7, 6]]);
    expect(
      findBy("used-before-received", [...CLEAN, { ...salad, event: { ...salad.event, eventTime: "2026-04-17T19:00:00-04:00" } }]),
    ).to.have.length(0);
  });

  it("goods received before they were sent", () => {
    const early = { by: PACKER, event: at(8, PACKING_HOUSE, { bizStep: "receiving", quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(toldBy("received-before-sent", [HARVEST, early, sent])).to.deep.equal([[1, 2]]);
    expect(findBy("received-before-sent", [HARVEST, sent, received])).to.have.length(0);
  });

  it("a whole lot that left two places", () => {
    const elsewhere = { by: PACKER, event: shipped(10, DOCK, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("departed-twice", [HARVEST, sent, elsewhere])[0]?.message)
      .to.contain("left the field")
      .and.to.contain("and also the dock");
    const onward = { by: PACKER, event: shipped(13, PACKING_HOUSE, DOCK, { quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("departed-twice", [HARVEST, sent, onward]), "onward from where it went").to.have.length(0);
    const part = { by: FARM, event: shipped(10, FIELD, DOCK, { quantityList: [lot(BULK, 40, "KGM")] }) };
    expect(
      findBy("departed-twice", [
        HARVEST,
        part,
        { by: FARM, event: shipped(11, FIELD, PACKING_HOUSE, { quantityList: [lot(BULK, 60, "KGM")] }) },
      ]),
      "two parts",
    ).to.have.length(0);
  });

  it("two origins of one lot that do not agree", () => {
    const other = { by: PACKER, event: at(8, FIELD, { action: "ADD", quantityList: [lot(BULK, 90, "KGM")] }) };
    expect(findBy("origin-told-twice", [HARVEST, other])[0]).to.include({ severity: "contradiction" });
  });

  it("a number whose check digit is wrong, once however often it stands there", () => {
    const wrong = {
      by: FARM,
      event: at(9, "0860009999061", { quantityList: [lot("https://id.gs1.org/01/00860009999924/10/A", 1, "KGM")] }),
    };
    const messages = findBy("invalid-check-digit", [wrong, wrong]).map(({ message }) => message);
    expect(messages).to.have.length(2);
    expect(messages.join()).to.contain("00860009999924").and.to.contain("0860009999061");
  });
});
