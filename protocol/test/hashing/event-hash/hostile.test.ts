import { expect } from "chai";
import fc from "fast-check";
import { findingsOf } from "../../../src/findings/findings-of.ts";
import { eventHashOf } from "../../../src/hashing/event-hash/event-hash.ts";
import { profilesOf } from "../../../src/hashing/event-hash/profiles.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../src/hashing/lossless-json.ts";
import { subjectsOf } from "../../../src/identifiers/subjects-of.ts";
import { checkEpcis } from "../../../src/schemas/epcis/validate-epcis.ts";
import { json, SEED } from "../../support/arbitraries.ts";
import { FARM, statementsOf } from "../../support/case.ts";
import { vectorText } from "../../support/vectors.ts";

const FULL = JSON.parse(vectorText("epcis/gs1/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld")) as {
  "@context": Json;
  epcisBody: { eventList: JsonObject[] };
};
const event: JsonObject = { "@context": FULL["@context"], ...FULL.epcisBody.eventList[0] };

/** The value with one of its members, at any depth, replaced by another value. */
function replaced(value: Json, path: number, other: Json): Json {
  if (Array.isArray(value) && value.length > 0) {
    const at = path % value.length;
    return value.map((item, index) => (index === at ? replaced(item, Math.floor(path / value.length), other) : item));
  }
  const names = isJsonObject(value) ? Object.keys(value) : [];
  const name = names[path % (names.length + 1)];
  if (!isJsonObject(value) || name === undefined) return other;
  return { ...value, [name]: replaced(value[name] as Json, Math.floor(path / (names.length + 1)), other) };
}

describe("hostile events", () => {
  it("are hashed, read and judged without an exception, whatever stands where", () => {
    fc.assert(
      fc.property(fc.nat(), json, (path, other) => {
        const hostile = replaced(event, path, other);
        expect(checkEpcis(hostile)).to.be.an("array");
        if (!isJsonObject(hostile)) return;
        expect(eventHashOf(hostile).eventHash).to.match(/^0x[0-9a-f]{64}$/);
        expect(Object.keys(profilesOf(hostile))).to.have.length(3);
        expect(subjectsOf(hostile)).to.be.an("array");
        expect(findingsOf(statementsOf([{ by: FARM, event: hostile }]))).to.be.an("array");
      }),
      { ...SEED, numRuns: 200 },
    );
  });

  it("take no more than linear time where text is long", () => {
    for (const text of [
      "9".repeat(200_000),
      "1.".repeat(100_000),
      `https://x/${"01/".repeat(60_000)}`,
      `urn:epc:id:sgtin:${"1.".repeat(60_000)}`,
      " ".repeat(200_000),
    ]) {
      const { prehash } = eventHashOf({ ...event, "ext1:long": text });
      expect(prehash.length).to.be.greaterThan(1_000);
    }
  });
});
