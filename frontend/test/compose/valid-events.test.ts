import { checkEpcisRules } from "@waybill/protocol/schemas/epcis/check-rules";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { eventHashOf } from "@waybill/protocol/hashing/event-hash/event-hash";
import { findUnsafeNumbers } from "@waybill/protocol/hashing/unsafe-numbers";
import { expect } from "chai";
import { productLineOf, type Draft } from "../../src/features/compose/model/draft.ts";
import { HAPPENING_IDS, happeningOf } from "../../src/features/compose/model/happenings.ts";
import { problemsOf } from "../../src/features/compose/model/problems.ts";
import { eventOf } from "../../src/features/compose/model/to-event.ts";
import { completeDraft, LOT, NOW, UNIT } from "./complete-draft.ts";

const AUTHOR = { gln: "0860009999992" };

/** Each happening with every answer, with as few as it allows, and with each outcome. */
function variantsOf(id: (typeof HAPPENING_IDS)[number]): [string, Draft][] {
  const full = completeDraft(id);
  const { mayBeEmpty, needsReading, outcomes } = happeningOf(id);
  const least: Draft = {
    ...full,
    products: mayBeEmpty ? [] : [productLineOf(LOT)],
    counterpart: null,
    references: [],
    temperature: needsReading ? full.temperature : { value: "", unit: "CEL" },
  };
  return [
    ["every answer", full],
    ["as few answers as it allows", least],
    ["a single logistic unit", { ...least, products: mayBeEmpty ? [] : [productLineOf(full.unit === UNIT ? LOT : UNIT)] }],
    ...outcomes.map((outcome): [string, Draft] => [`the outcome ${outcome}`, { ...full, outcome }]),
  ];
}

describe("events made from the form are valid EPCIS 2.0", () => {
  for (const id of HAPPENING_IDS) {
    for (const [name, draft] of variantsOf(id)) {
      it(`"${id}" with ${name}`, () => {
        expect(problemsOf(draft, { now: NOW, ...AUTHOR })).to.deep.equal([]);
        const event = eventOf(draft, AUTHOR);
        expect(validateEpcis(event)).to.deep.equal([]);
        expect(checkEpcisRules(event)).to.deep.equal([]);
        expect(findUnsafeNumbers(event)).to.deep.equal([]);
        expect(eventHashOf(event).eventHash).to.match(/^0x[0-9a-f]{64}$/);
      });
    }
  }

  it("would notice an event that is not: one without its time zone, and one with a business step that nobody knows", () => {
    const { eventTimeZoneOffset: _, ...withoutZone } = eventOf(completeDraft("shipped"), AUTHOR);
    expect(validateEpcis(withoutZone)).to.not.be.empty;
    expect(validateEpcis({ ...eventOf(completeDraft("shipped"), AUTHOR), bizStep: "teleporting" })).to.not.be.empty;
  });
});
