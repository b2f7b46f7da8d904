import { temperatureLimitsIn } from "@waybill/protocol/evidence/limits";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { checkEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { profileOf } from "@waybill/protocol/templates/profile";
import { TEMPLATES } from "@waybill/protocol/templates/templates";
import type { ValueForm } from "@waybill/protocol/templates/value-forms";
import { expect } from "chai";
import { draftSchema, emptyDraft, type Draft } from "../../src/features/compose/model/draft.ts";
import { askedElements } from "../../src/features/compose/model/elements.ts";
import { problemsOf } from "../../src/features/compose/model/problems.ts";
import { eventOf, unfinishedEventOf } from "../../src/features/compose/model/to-event.ts";
import { completeDraft, LOT, NOW } from "./complete-draft.ts";
import { productLineOf } from "../../src/features/compose/model/draft.ts";

const AUTHOR = { gln: "0860009999992" };
const TYPED: Partial<Record<ValueForm, string>> = {
  text: " North field ",
  date: "2026-04-17",
  number: "4,50",
  uri: "https://id.gs1.org/8004/086000999907700001",
  place: "0860009999992",
  country: "BR",
  plots: "-3.465305,-62.215881\n\n 10.000000,20.000000 ",
};

/** A draft that answers all that a template asks. */
function filledIn(template: (typeof TEMPLATES)[number]): Draft {
  const draft: Draft = { ...completeDraft(template.happening), template: template.id };
  const lot = { ...productLineOf(LOT), quantity: "12,50", uom: "KGM" as const };
  const elements = Object.fromEntries(askedElements(draft).map(({ id, form }) => [id, TYPED[form] ?? ""]));
  return { ...draft, products: [lot], counterpart: { gln: "0860009998001", name: null }, elements };
}

describe("templates in the composer", () => {
  for (const template of TEMPLATES) {
    it(`"${template.id}" filled in gives a valid event with every data element`, () => {
      const draft = filledIn(template);
      expect(problemsOf(draft, { now: NOW, ...AUTHOR })).to.deep.equal([]);
      const event = eventOf(draft, AUTHOR);
      expect(checkEpcis(event)).to.deep.equal([]);
      const { given, required, elements } = profileOf(event, template);
      expect(elements.filter(({ state }) => state !== "given")).to.deep.equal([]);
      expect(given).to.equal(required);
    });
  }

  it("write what is typed with its own digits, a place by its link, and plots one by one", () => {
    const text = stringifyLossless(eventOf(filledIn(find("eudr-production")), AUTHOR));
    expect(text).to.include('"kde:plots":["-3.465305,-62.215881","10.000000,20.000000"]');
    expect(stringifyLossless(eventOf(filledIn(find("cold-chain-reading")), AUTHOR))).to.include('"kde:maximumTemperature":4.50');
    expect(stringifyLossless(eventOf(filledIn(find("fsma204-shipping")), AUTHOR))).to.include(
      '"kde:traceabilityLotCodeSource":"https://id.gs1.org/414/0860009999992"',
    );
  });

  it("state a cold chain's limits in the words by which a product page draws and judges them", () => {
    for (const id of ["cold-chain-reading", "cold-chain-arrival"]) {
      const limits = temperatureLimitsIn(eventOf(filledIn(find(id)), AUTHOR)).map(({ bound, value }) => [bound, value]);
      expect(limits, id).to.deep.equal([
        ["least", "4.50"],
        ["most", "4.50"],
      ]);
    }
  });

  it("let go what is missing, and stop what cannot be read", () => {
    const draft = filledIn(find("eudr-production"));
    expect(problemsOf({ ...draft, elements: {} }, { now: NOW, ...AUTHOR })).to.deep.equal([]);
    const [problem] = problemsOf({ ...draft, elements: { ...draft.elements, plots: "1.5,2.5" } }, { now: NOW, ...AUTHOR });
    expect(problem).to.include({ field: "elements", message: "compose.problem.element.plots" });
  });

  it("count from the first answer on, before there is an event", () => {
    const draft: Draft = {
      ...emptyDraft(),
      template: "fsma204-shipping",
      happening: "shipped",
      products: [{ ...productLineOf(LOT), quantity: "3" }],
    };
    expect(profileOf(unfinishedEventOf(draft, AUTHOR), find("fsma204-shipping"))).to.include({ given: 3, required: 8 });
    expect(unfinishedEventOf(emptyDraft(), AUTHOR)).to.deep.equal({});
  });

  it("do not cost anybody a draft that was kept before there were templates", () => {
    const { template: _, elements: __, ...before } = completeDraft("shipped");
    expect(draftSchema.parse(before)).to.deep.equal({ ...before, template: null, elements: {} });
  });
});

function find(id: string) {
  const found = TEMPLATES.find((template) => template.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
}
