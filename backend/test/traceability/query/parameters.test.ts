import { expect } from "chai";
import { readFileSync } from "node:fs";
import { namespacesOf } from "@waybill/protocol/hashing/event-hash/namespaces";
import { parseLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import { BIZ_STEPS, DISPOSITIONS, ERROR_REASONS, MEASUREMENT_TYPES } from "../../../src/modules/traceability/query/cbv-words.ts";
import { readQuery } from "../../../src/modules/traceability/query/parameters/read-query.ts";
import type { Given } from "../../../src/modules/traceability/query/parameters/value.ts";
import { ProblemError } from "../../../src/platform/errors.ts";

const NAMESPACES = namespacesOf([{ example: "http://ns.example.com/epcis/" }] as Json);
const url = (name: string, text: string): Given => ({ name, value: { text } });
const json = (name: string, value: unknown): Given => ({ name, value: { json: parseLossless(JSON.stringify(value)) } });
const read = (...given: Given[]) => readQuery(given, { namespaces: NAMESPACES });

describe("the parameters of a query", () => {
  const REFUSED: readonly (readonly [string, Given[]])[] = [
    ["an unknown name", [json("GE_eventDate", "2026-01-01T00:00:00+01:00")]],
    ["a name of every object", [url("constructor", "x")]],
    ["a name with another's beginning", [url("EQ_bizSteps", "shipping")]],
    ["a comparison that the parameter does not have", [url("GT_eventTime", "2026-01-01T00:00:00Z")]],
    ["an empty list", [json("EQ_bizStep", [])]],
    ["an empty text", [url("EQ_bizStep", "")]],
    ["an empty text among others", [url("EQ_bizStep", "shipping|")]],
    ["one text where JSON has a list", [json("EQ_bizStep", "shipping")]],
    ["a number in a list of texts", [json("EQ_bizStep", [1])]],
    ["a word that is no business step", [url("EQ_bizStep", "shipped")]],
    ["a word that is no action", [url("EQ_action", "REMOVE")]],
    ["a place that is no URI", [url("EQ_readPoint", "dock 7")]],
    ["an EPC that is no URI", [url("MATCH_anyEPC", "0614141.107346.2017")]],
    ["a time without an offset", [url("GE_eventTime", "2026-01-01T00:00:00")]],
    ["a day that no calendar has", [url("GE_eventTime", "2026-02-30T00:00:00Z")]],
    ["a number that is none", [url("GE_quantity", "many")]],
    ["an amount beyond measure", [url("GE_quantity", "1e999")]],
    ["two numbers to be greater than", [url("GT_quantity", "1|2")]],
    ["a truth value that is none", [url("EQ_booleanValue", "maybe")]],
    ["a value for what has none", [url("EXISTS_errorDeclaration", "yes")]],
    ["a prefix that nobody defined", [url("EQ_stranger:field", "x")]],
    ["an attribute whose prefix nobody defined", [url("EQ_ATTR_example:field_stranger:size", "x")]],
    ["an object as a value", [json("EQ_example:field", {})]],
    ["text to be greater than", [url("GT_example:field", "blue")]],
    ["a direction that is none", [url("orderBy", "eventTime"), url("orderDirection", "UP")]],
    ["an order by something else", [url("orderBy", "bizStep")]],
    ["a limit of nothing", [url("orderBy", "eventTime"), url("eventCountLimit", "0")]],
    ["a limit without an order", [url("eventCountLimit", "5")]],
    ["a limit and a maximum", [url("orderBy", "eventTime"), url("eventCountLimit", "5"), url("maxEventCount", "5")]],
    ["a broken maximum", [url("maxEventCount", "1.5")]],
    [
      "more values than any query needs",
      [
        json(
          "MATCH_epc",
          Array.from({ length: 1_001 }, (_, index) => `urn:x:${index}`),
        ),
      ],
    ],
    ["more parameters than any query needs", Array.from({ length: 61 }, (_, index) => url(`EXISTS_example:f${index}`, ""))],
  ];
  for (const [what, given] of REFUSED) {
    it(`are refused for ${what}`, () => {
      expect(() => read(...given))
        .to.throw(ProblemError)
        .with.nested.property("problem.epcisException", "QueryParameterException");
    });
  }

  it("are too complex with thousands of patterns, and not with a thousand EPCs", () => {
    const patterns = Array.from({ length: 201 }, (_, index) => `urn:epc:idpat:sgtin:0614${100 + index}.*.*`);
    expect(() => read(json("MATCH_epc", patterns)))
      .to.throw(ProblemError)
      .with.nested.property("problem.epcisException", "QueryTooComplexException");
    const epcs = Array.from({ length: 1_000 }, (_, index) => `urn:epc:id:sgtin:0614141.107346.${index}`);
    expect(read(json("MATCH_epc", epcs)).criteria).to.have.length(1);
  });

  it("name themselves in the problem", () => {
    expect(() => read(url("EQ_action", "REMOVE"))).to.throw(ProblemError, /^EQ_action must hold some of ADD/);
  });

  it("may spell a standard word in every way that the standard has had", () => {
    const spellings = [
      "shipping",
      "urn:epcglobal:cbv:bizstep:shipping",
      "https://ref.gs1.org/cbv/BizStep-shipping",
      "cbv:BizStep-shipping",
    ];
    for (const text of spellings)
      expect(read(json("EQ_bizStep", [text])).criteria, text).to.deep.equal([{ kind: "text", column: "biz_step", oneOf: ["shipping"] }]);
  });

  it("mean one field by prefix and by full name, with or without the sign that EPCIS 1.2 put between", () => {
    const names = [
      "example:field",
      "http://ns.example.com/epcis/field",
      "http://ns.example.com/epcis#field",
      "http://ns.example.com/epcis/#field",
    ];
    const [first, ...others] = names.map((name) => read(json(`EQ_${name}`, ["x"])).criteria);
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it("take a plus sign that was not encoded, and so became a blank", () => {
    expect(read(url("GE_eventTime", "2026-01-01T00:00:00 01:00")).criteria).to.deep.equal([
      { kind: "time", column: "event_time", compare: "GE", moment: "2025-12-31T23:00:00.000000Z" },
    ]);
  });

  it("do not narrow the query where EXISTS is false", () => {
    expect(read(url("EXISTS_errorDeclaration", "false"), json("EXISTS_example:field", 0)).criteria).to.deep.equal([]);
  });
});

describe("the standard words", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../../../protocol/vectors/epcis/EPCIS-Query-Schema.json", import.meta.url), "utf8"),
  ) as { definitions: Record<string, { anyOf: { enum?: string[] }[] }> };
  const official: Readonly<Record<string, readonly string[]>> = {
    bizStep: BIZ_STEPS,
    disposition: DISPOSITIONS,
    "error-reason": ERROR_REASONS,
    measurementType: MEASUREMENT_TYPES,
  };
  for (const [name, words] of Object.entries(official)) {
    it(`for ${name} are those of the official schema`, () => {
      expect(words).to.have.members(schema.definitions[name]?.anyOf.flatMap((part) => part.enum ?? []) ?? []);
    });
  }
});
