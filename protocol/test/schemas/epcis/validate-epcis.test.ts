import { expect } from "chai";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { bareEvents } from "../../../src/hashing/event-hash/documents.ts";
import { type JsonObject, parseLossless } from "../../../src/hashing/lossless-json.ts";
import { epcisAdviceOn } from "../../../src/schemas/epcis/check-rules.ts";
import { checkEpcis, validateEpcis } from "../../../src/schemas/epcis/validate-epcis.ts";
import { findTwins } from "../../../src/schemas/epcis/validator-runtime.ts";
import { readBundle } from "../../../src/verify/read-bundle.ts";
import { vectorNames, vectorText } from "../../support/vectors.ts";

const pointersIn = (name: string) => validateEpcis(parseLossless(vectorText(`epcis/negative/${name}`))).map(({ pointer }) => pointer);

const EVENT: JsonObject = {
  "@context": "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
  type: "ObjectEvent",
  eventTime: "2026-07-22T06:45:00+02:00",
  eventTimeZoneOffset: "+02:00",
  action: "OBSERVE",
  epcList: ["https://id.gs1.org/01/09521141012345/21/2017"],
};

const ASSOCIATION = { type: "AssociationEvent", epcList: undefined, parentID: "a:parent", childEPCs: ["a:child"] };

/** The event with members changed; undefined takes one away. */
function changed(members: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify({ ...EVENT, ...members })) as JsonObject;
}

describe("EPCIS validation: documents that are right", () => {
  for (const name of vectorNames("epcis/gs1/")) {
    it(`accepts ${name}, and each of its events alone`, () => {
      const document = parseLossless(vectorText(name));
      expect(checkEpcis(document)).to.deep.equal([]);
      for (const event of bareEvents(document)) expect(checkEpcis(event)).to.deep.equal([]);
    });
  }

  it("accepts large and precise numbers where the schema wants a number, before other rules judge them", () => {
    expect(
      validateEpcis({ ...EVENT, quantityList: [{ epcClass: "a:b", quantity: parseLossless("12345678901234567890.5") }] }),
    ).to.deep.equal([]);
  });
});

describe("EPCIS validation: documents that are wrong", () => {
  const E = "/epcisBody/eventList";
  const expected: Record<string, string[]> = {
    "Combination_of_events_with_missing_mandatory_fields.json": [`${E}/0/action`, `${E}/1/eventTimeZoneOffset`, `${E}/1/action`],
    "Combination_of_multiple_invalid_fields.json": [
      `${E}/0/bizStep`,
      `${E}/1/disposition`,
      `${E}/2/sourceList/0/type`,
      `${E}/3/ilmd/materialType`,
      `${E}/4/eventTime`,
      `${E}/4/action`,
    ],
    "EPCISDocument_without_context.json": ["/@context"],
    "ObjectEvent_with_ilmd_field_without_namespace.json": [`${E}/0/ilmd/materialType`],
    "ObjectEvent_with_invalid_certificationInfo.json": [`${E}/0/certificationInfo/0`, `${E}/0/certificationInfo/1`],
    "ObjectEvent_with_invalid_eventTime_format.json": [`${E}/0/eventTime`],
    "ObjectEvent_with_non_standard_bizStep_in_second_event.json": [`${E}/1/bizStep`],
    "ObjectEvent_with_non_standard_disposition.json": [`${E}/0/disposition`],
    "ObjectEvent_with_unknown_field_in_quantityList.json": [`${E}/0/quantityList/0/weight`],
    "ObjectEvent_without_action_and_eventTime.json": [`${E}/0/eventTime`, `${E}/0/eventTimeZoneOffset`, `${E}/0/action`],
    "Query_with_unknown_parameter.json": ["/type"],
  };

  it("knows every negative document", () => {
    expect(vectorNames("epcis/negative/").map((name) => name.split("/").at(-1))).to.have.members(Object.keys(expected));
  });

  for (const [name, pointers] of Object.entries(expected)) {
    it(`refuses ${name} at ${pointers.join(", ")} and nowhere else`, () => expect(pointersIn(name)).to.deep.equal(pointers));
  }

  const single: [string, Record<string, unknown>, string, string][] = [
    ["an event about nothing", { epcList: undefined }, "", "needs an epcList"],
    ["an association without its parent", { ...ASSOCIATION, parentID: undefined, action: "ADD" }, "/parentID", "is missing"],
    ["the end of an association without its parent", { ...ASSOCIATION, parentID: undefined, action: "DELETE" }, "/parentID", "is missing"],
    ["an association of nothing", { ...ASSOCIATION, childEPCs: undefined, action: "ADD" }, "", "needs childEPCs"],
    ["an observed association of nothing", { ...ASSOCIATION, childEPCs: [] }, "/childEPCs", "at least 1 member"],
    ["an aggregation without contents", { type: "AggregationEvent", epcList: undefined }, "", "needs childEPCs"],
    [
      "a transformation without outputs",
      { type: "TransformationEvent", epcList: undefined, action: undefined, inputEPCList: ["a:b"] },
      "",
      "inputs and outputs",
    ],
    ["ilmd in an observation", { ilmd: { "ex:a": "b" } }, "/ilmd", "only when the action is ADD"],
    ["an unknown type", { type: "FooEvent" }, "/type", "five EPCIS event types"],
    ["a missing type", { type: undefined }, "/type", "is missing"],
    ["a missing context", { "@context": undefined }, "/@context", "is missing"],
    ["an unknown member", { colour: "red" }, "/colour", "namespace prefix"],
    ["a CBV URN where EPCIS 2.0 wants a bare word", { bizStep: "urn:epcglobal:cbv:bizstep:shipping" }, "/bizStep", "standard words"],
    ["a day that does not exist", { eventTime: "2026-02-30T00:00:00Z" }, "/eventTime", "date and time"],
    ["a time without zone", { eventTime: "2026-02-03T00:00:00" }, "/eventTime", "date and time"],
    ["a zone offset in another form", { eventTimeZoneOffset: "Z" }, "/eventTimeZoneOffset", "offset"],
    ["a list where text must stand", { epcList: "a:b" }, "/epcList", "array"],
    ["a read point without id", { readPoint: {} }, "/readPoint/id", "is missing"],
    ["the same thing twice", { epcList: ["a:b", "a:b"] }, "/epcList", "twice"],
    ["an empty persistentDisposition", { persistentDisposition: {} }, "/persistentDisposition", "set or unset"],
    ["an amount given as text", { quantityList: [{ epcClass: "a:b", quantity: "5" }] }, "/quantityList/0/quantity", "number"],
  ];
  for (const [what, members, pointer, words] of single) {
    it(`says one thing about ${what}`, () => {
      const errors = validateEpcis(changed(members));
      expect(errors.map((error) => error.pointer)).to.deep.equal([pointer]);
      expect(errors[0]?.message).to.contain(words);
    });
  }

  it("reports events without type beside what is wrong with the others", () => {
    const eventList = [{ a: 1 }, 5, changed({}), changed({ action: "X" })];
    const document = {
      "@context": "a:b",
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: "2026-01-01T00:00:00Z",
      epcisBody: { eventList },
    };
    expect(validateEpcis(document as JsonObject).map(({ pointer }) => pointer)).to.deep.equal([`${E}/0/type`, `${E}/1`, `${E}/3/action`]);
  });

  it("refuses anything that is no object", () => {
    for (const value of [null, 5, "text", [], true]) expect(validateEpcis(value), JSON.stringify(value)).to.have.length(1);
  });

  it("stops after fifty errors", () => {
    expect(validateEpcis(changed({ epcList: Array.from({ length: 200 }, (_, i) => `no uri ${i}`) }))).to.have.length(50);
  });
});

describe("EPCIS validation: rules beyond the schema", () => {
  const nested = (levels: number): JsonObject => (levels === 0 ? {} : { "ex:a": nested(levels - 1) });
  const sensor = (metadata: object, report: object = {}) => ({
    sensorElementList: [{ sensorMetadata: metadata, sensorReport: [{ type: "Temperature", ...report }] }],
  });
  const REPORT = "/sensorElementList/0/sensorReport/0";
  /** A second after the event, by another clock. */
  const LATER = "2026-07-22T04:45:01Z";
  const packing = { type: "AggregationEvent", epcList: undefined, childEPCs: ["a:child"], action: "ADD" };
  const refused: [string, Record<string, unknown>, string][] = [
    ["an empty epcList alone", { epcList: [] }, "/epcList"],
    ["packing without a parent", packing, "/parentID"],
    ["unpacking without a parent", { ...packing, action: "DELETE" }, "/parentID"],
    ["a unit inside itself", { ...packing, parentID: "a:child" }, "/childEPCs/0"],
    [
      "a condition both set and unset",
      { persistentDisposition: { set: ["recalled"], unset: ["recalled"] } },
      "/persistentDisposition/unset/0",
    ],
    ["an amount below zero", { quantityList: [{ epcClass: "a:b", quantity: -0.5 }] }, "/quantityList/0/quantity"],
    ["a unit without an amount", { quantityList: [{ epcClass: "a:b", uom: "KGM" }] }, "/quantityList/0/uom"],
    ["an offset of no place on earth", { eventTime: "2026-07-22T06:45:00+23:00" }, "/eventTime"],
    [
      "a measurement that ends before it starts",
      sensor({ startTime: "2026-07-22T04:00:00Z", endTime: "2026-07-22T03:00:00Z" }),
      "/sensorElementList/0/sensorMetadata/endTime",
    ],
    ["a report of another device than its metadata name", sensor({ deviceID: "a:one" }, { deviceID: "a:other" }), `${REPORT}/deviceID`],
    ...["time", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"].map(
      (name): [string, Record<string, unknown>, string] => {
        const said = { [name]: name === "time" ? EVENT.eventTime : "a:b" };
        return [`a report that repeats the ${name} of its metadata`, sensor(said, said), `${REPORT}/${name}`];
      },
    ),
    ["a report of a time after the event", sensor({}, { time: LATER }), `${REPORT}/time`],
    ...["time", "startTime", "endTime"].map((name): [string, Record<string, unknown>, string] => [
      `metadata whose ${name} is after the event`,
      sensor({ [name]: LATER }),
      `/sensorElementList/0/sensorMetadata/${name}`,
    ]),
    ["a name that many readers drop", { "ex:a": JSON.parse('{"__proto__":"x"}') as unknown }, "/ex:a/__proto__"],
    ["nesting without measure", nested(49), "/ex:a".repeat(49)],
    ["text without measure", { "ex:a": "x".repeat(5000) }, "/ex:a"],
  ];
  for (const [what, members, pointer] of refused) {
    it(`refuses ${what}`, () => {
      expect(validateEpcis(changed(members)), "the schema alone accepts it").to.deep.equal([]);
      expect(checkEpcis(changed(members)).map((error) => error.pointer)).to.deep.equal([pointer]);
    });
  }

  it("takes no event that is too deep for the bundle of a journey", () => {
    const event = changed(nested(48));
    expect(checkEpcis(event)).to.deep.equal([]);
    expect(readBundle(JSON.stringify({ events: [{ event }] }), z.object({ events: z.array(z.unknown()) })).error).to.equal(undefined);
  });

  it("refuses numbers that no digest can tell apart", () => {
    const event = { ...EVENT, quantityList: [{ epcClass: "a:b", quantity: parseLossless("0.12345678901234567890123") }] };
    expect(checkEpcis(event).map(({ pointer }) => pointer)).to.deep.equal(["/quantityList/0/quantity"]);
  });

  it("points into the document when it is given one", () => {
    const document = {
      "@context": "a:b",
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: "2026-01-01T00:00:00Z",
      epcisBody: { eventList: [EVENT, changed(packing)] },
    };
    expect(checkEpcis(document).map(({ pointer }) => pointer)).to.deep.equal(["/epcisBody/eventList/1/parentID"]);
  });

  it("accepts an observation of contents whose unit is unknown", () => {
    expect(checkEpcis(changed({ ...packing, action: "OBSERVE" }))).to.deep.equal([]);
  });

  it("accepts readings up to the moment of the event, whatever zone they are told in", () => {
    const periods = sensor({ startTime: "2026-07-22T03:00:00Z", endTime: "2026-07-22T04:45:00Z" }, { time: "2026-07-22T00:45:00-04:00" });
    expect(checkEpcis(changed(periods))).to.deep.equal([]);
  });

  it("advises, but does not refuse, where an error declaration repeats what was wrong with its measurements", () => {
    const wrong = changed(sensor({ time: LATER, deviceID: "a:b" }, { deviceID: "a:b" }));
    const declared = { ...wrong, errorDeclaration: { declarationTime: "2026-07-23T00:00:00Z" } };
    expect(checkEpcis(declared)).to.deep.equal([]);
    const pointers = [`${REPORT}/deviceID`, "/sensorElementList/0/sensorMetadata/time"];
    expect(epcisAdviceOn(declared).map(({ pointer }) => pointer)).to.deep.equal(pointers);
    expect(checkEpcis(wrong).map(({ pointer }) => pointer)).to.deep.equal(pointers);
    expect(epcisAdviceOn(wrong)).to.deep.equal([]);
  });
});

describe("the compiled schema", () => {
  const generated = new URL("../../../src/schemas/epcis/validator.generated.js", import.meta.url);

  it("needs no evaluation of text at run time, and no module but its own runtime", () => {
    const code = readFileSync(generated, "utf8");
    expect(code).not.to.match(/\beval\(|new Function|\brequire\(/);
    expect([...code.matchAll(/from "([^"]+)"/g)].map(([, name]) => name)).to.deep.equal(["./validator-runtime.ts"]);
  });

  it("finds members that are equal as JSON values, whatever the order of their names, and only those", () => {
    const sourced = { type: "x:a", source: "x:b" };
    expect(findTwins([sourced, { type: "x:a" }, { source: "x:b", type: "x:a" }])).to.deep.equal([2, 0]);
    expect(findTwins(["1", 1, true, "true", null, "null", ["a", "b"], ["a,b"], { a: 1 }, { a: "1" }, {}, []])).to.equal(undefined);
  });

  it("compares the members of a list with a work that grows with their number, not with its square", () => {
    let reads = 0;
    const counted = (id: number) => Object.defineProperty({}, "id", { enumerable: true, get: () => (reads++, id) });
    expect(findTwins(Array.from({ length: 5_000 }, (_, id) => counted(id)))).to.equal(undefined);
    expect(reads).to.equal(5_000);
  });
});
