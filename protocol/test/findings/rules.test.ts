import { expect } from "chai";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { type Finding, findingsOf } from "../../src/findings/findings-of.ts";
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
  NAMES,
  PACKER,
  PACKING_HOUSE,
  shipped,
  statementsOf,
  toldBy,
  UNIT,
} from "../support/case.ts";

const sent = { by: FARM, event: shipped(9, FIELD, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
const received = { by: PACKER, event: at(12, PACKING_HOUSE, { bizStep: "receiving", quantityList: [lot(BULK, 100, "KGM")] }) };
const made = (hour: number, input: number, output: number, uom = "CS") =>
  at(hour, PACKING_HOUSE, {
    type: "TransformationEvent",
    bizStep: "commissioning",
    inputQuantityList: [lot(BULK, input, "KGM")],
    outputQuantityList: [lot(CASES, output, uom)],
  });
const packed = (hour: number, quantity: number) => ({
  by: PACKER,
  event: at(hour, PACKING_HOUSE, {
    type: "AggregationEvent",
    action: "ADD",
    bizStep: "packing",
    parentID: UNIT,
    childQuantityList: [lot(CASES, quantity, "CS")],
  }),
});
const found = (hour: number, quantity: number | undefined, action = "OBSERVE") => ({
  by: KITCHEN,
  event: at(hour, DOCK, {
    type: "AggregationEvent",
    action,
    bizStep: "receiving",
    parentID: UNIT,
    childQuantityList: [lot(CASES, quantity, quantity === undefined ? undefined : "CS")],
  }),
});
const unitSent = { by: PACKER, event: shipped(15, PACKING_HOUSE, DOCK, { epcList: [UNIT] }) };

/** A journey in which everything adds up. */
const CLEAN = [HARVEST, sent, received, { by: PACKER, event: made(13, 100, 50) }, packed(14, 50), unitSent, found(18, 50)];

describe("findings: a journey that adds up", () => {
  it("has no contradiction and no gap", () => {
    const grave = findingsOf(statementsOf(CLEAN), NAMES).filter(({ severity }) => severity !== "notice");
    expect(grave).to.deep.equal([]);
  });

  it("has only the notice that kilograms and cases do not compare", () => {
    expect(findingsOf(statementsOf(CLEAN), NAMES).map(({ rule }) => rule)).to.deep.equal(["balance-unknown"]);
  });

  it("is judged alike in whatever order its statements come", () => {
    const told = [...CLEAN, found(19, 60), { by: KITCHEN, event: made(6, 90, 40) }];
    const findings = findingsOf(statementsOf(told), NAMES);
    const numbered = statementsOf(told);
    for (const order of [numbered.toReversed(), [...numbered.slice(3), ...numbered.slice(0, 3)]])
      expect(findingsOf(order, NAMES)).to.deep.equal(findings);
  });

  it("is spoken of by numbers when nobody has given names", () => {
    const [finding] = findingsOf(statementsOf([...CLEAN, found(19, 60)])).filter(({ rule }) => rule === "contents-differ") as [Finding];
    expect(finding.message).to.equal(
      "The account 0x000000… found 60 cases of lot A of GTIN 10860009999920 in logistic unit 008600099999850000 on April 17, 2026 at 07:00 PM UTC−04:00, but 50 cases of lot A of GTIN 10860009999920 had been packed.",
    );
  });
});

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

describe("findings: notices", () => {
  it("a time written with one zone and stated with another", () => {
    const odd = { by: FARM, event: { ...sent.event, eventTimeZoneOffset: "-05:00" } };
    expect(findBy("time-zone-mismatch", [odd])[0]?.message).to.equal(
      "Farm wrote a time with the time zone -04:00 but gave the zone as -05:00: the local time may be off.",
    );
    const utc = { by: FARM, event: { ...sent.event, eventTime: "2026-04-17T13:00:00Z" } };
    expect(findBy("time-zone-mismatch", [sent, utc])).to.have.length(0);
  });

  it("an organisation that speaks about a place of another", () => {
    expect(findBy("reported-by-another", [{ by: PACKER, event: HARVEST.event }])[0]?.message).to.equal(
      "Packer reports an event at the field, which belongs to Farm.",
    );
    expect(findBy("reported-by-another", CLEAN)).to.have.length(0);
  });

  it("goods that nothing connects with the others", () => {
    const fish = {
      by: KITCHEN,
      event: at(9, DOCK, { action: "ADD", quantityList: [lot("https://id.gs1.org/01/00860009997004/10/F", 1, "KGM")] }),
    };
    expect(toldBy("not-connected", [...CLEAN, fish])).to.deep.equal([[7]]);
  });

  it("one event that two organisations report, which counts once", () => {
    const twice = [HARVEST, sent, { by: PACKER, event: sent.event }];
    expect(findBy("corroborated", twice)[0]?.message).to.equal(
      "Farm and Packer report the same event of April 17, 2026 at 09:00 AM UTC−04:00 at the field.",
    );
    expect(findBy("departed-twice", twice)).to.have.length(0);
    expect(findBy("corroborated", [sent, sent]), "the same one twice").to.have.length(0);
  });

  it("two origins that agree", () => {
    const other = { by: PACKER, event: at(8, FIELD, { action: "ADD", quantityList: [lot(BULK, 100, "KGM")] }) };
    expect(findBy("origin-told-twice", [HARVEST, other])[0]).to.include({ severity: "notice" });
  });

  it("a report that was taken back, which then counts for nothing else", () => {
    const errorDeclaration = { declarationTime: "2026-04-18T00:00:00Z", reason: "did_not_occur" };
    const wrong = found(18, 500);
    const back = { by: KITCHEN, event: { ...wrong.event, errorDeclaration } };
    expect(findBy("contents-differ", [packed(14, 50), wrong, back])).to.have.length(0);
    expect(findBy("declared-in-error", [packed(14, 50), wrong, back])[0]?.message).to.contain("Kitchen has taken back its report");
    expect(findBy("contents-differ", [packed(14, 50), wrong, { ...back, by: FARM }]), "nobody takes back for others").to.have.length(1);
  });
});

describe("findings: hostile statements", () => {
  it("units packed into each other end in findings, not in a loop", () => {
    const inner = "https://id.gs1.org/00/040123450000003338";
    const into = (parentID: string, child: string) => ({
      by: PACKER,
      event: at(9, PACKING_HOUSE, { type: "AggregationEvent", action: "ADD", parentID, childEPCs: [child] }),
    });
    expect(() => findingsOf(statementsOf([into(UNIT, inner), into(inner, UNIT), into(UNIT, UNIT)]), NAMES)).not.to.throw();
  });

  it("events of unexpected shape are passed over", () => {
    const shapes = [
      {},
      { type: 5, eventTime: null },
      {
        type: "TransformationEvent",
        inputQuantityList: [{ epcClass: BULK, quantity: "x" }],
        outputQuantityList: 3,
        readPoint: "here",
        destinationList: [null],
      },
    ];
    expect(() => findingsOf(statementsOf(shapes.map((event) => ({ by: FARM, event: event as never }))))).not.to.throw();
  });

  it("names are shown without characters that a reader cannot see", () => {
    const parties = new Map([[PACKER, "Pac\u202eker"]]);
    const findings = findingsOf(statementsOf([{ by: PACKER, event: { ...sent.event, eventTimeZoneOffset: "-05:00" } }]), { parties });
    expect(findings.map(({ message }) => message).join())
      .to.contain("Packer wrote")
      .and.not.to.contain("\u202e");
  });
});

describe("findings: statements about very many things", () => {
  const serials = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `https://id.gs1.org/01/04012345111118/21/${from + n}`);

  it("tell a few of a thousand like findings, and count the rest", () => {
    const result = findBy("unknown-origin", [{ by: FARM, event: at(9, FIELD, { epcList: serials(0, 1_000) }) }]);
    expect(result).to.have.length(3);
    expect(result[2]?.message).to.contain("The same holds for 997 more.");
    expect(result[2]?.subjects).to.have.length(100);
  });

  it("name at most a few of the contents of a unit", () => {
    const packing = {
      by: PACKER,
      event: at(14, PACKING_HOUSE, { type: "AggregationEvent", action: "ADD", parentID: UNIT, childEPCs: serials(0, 200) }),
    };
    const seen = { by: KITCHEN, event: at(18, DOCK, { type: "AggregationEvent", parentID: UNIT, childEPCs: serials(100, 200) }) };
    const [result] = findBy("contents-differ", [packing, seen]);
    expect(result?.severity).to.equal("contradiction");
    expect(result?.message).to.contain("and 196 more").and.to.have.length.below(800);
  });
});
