import { expect } from "chai";
import { discloseFields, NoSuchFieldError } from "../../src/disclosure/disclose-fields.ts";
import { verifyDisclosure } from "../../src/disclosure/verify-disclosure.ts";
import type { Disclosure } from "../../src/schemas/disclosure.ts";
import { changedValues, deletions, swaps, type Mutation } from "../support/mutations.ts";
import { createScene, plainOf, stepIn, textOf, troubleIn, type Scene } from "../support/scene.ts";
import { harvested } from "../support/events.ts";

/** Places whose change proves nothing false, each with its reason. */
const FREE: { change: RegExp; why: string }[] = [
  { change: /^\/chain\/fromBlock (plus|minus) one$/, why: "only says where a search for logs may start" },
  {
    change: /^\/anchoring\/inclusion\/size (plus|minus) one$/,
    why: "trees of several sizes share a path; leaf, position and root stay proven",
  },
  { change: /^\/fields\/[1-9]\d* deleted$/, why: "showing less is what a disclosure is for" },
];

describe("a disclosure of single fields", () => {
  let scene: Scene;
  let shown: Disclosure;

  before(async () => {
    scene = await createScene();
    shown = discloseFields(scene.service.eventBundle(scene.statements.packing), ["/bizStep", "/childQuantityList"]);
  });

  const check = (input: Disclosure | string) => verifyDisclosure(input, scene.chain.reader(), { trusted: scene.trusted });

  it("is verified by a stranger, who sees the fields shown and how many are hidden", async () => {
    const verdict = await check(textOf(shown));
    expect(troubleIn(verdict)).to.deep.equal([]);
    expect(verdict.outcome).to.equal("verified");
    const { event } = scene.statements.packing;
    expect(verdict.disclosed?.fields.map(({ pointer }) => pointer))
      .to.include("/bizStep")
      .and.not.include("/eventTime");
    expect(verdict.disclosed?.fields.find(({ pointer }) => pointer === "/bizStep")?.json).to.equal(JSON.stringify(event.bizStep));
    expect(verdict.disclosed).to.include({ declaresError: false });
    expect(verdict.disclosed?.hidden).to.be.greaterThan(0);
    expect(stepIn(verdict, "fields").reason).to.include(`${verdict.disclosed?.hidden} stay hidden`);
  });

  it("holds nothing of what it hides: no value, no hash of the event, not the statement's salt", () => {
    const text = textOf(shown);
    const { event, eventHash, contentDigest, salt } = scene.statements.packing;
    for (const secret of [event.eventTime, event.parentID, eventHash, contentDigest, salt]) expect(text).to.not.include(String(secret));
  });

  it("is never verified with any value changed", async () => {
    // The head's pointer is empty: nothing shorter exists.
    const mutations = changedValues(plainOf(shown)).filter(({ pointer, how }) => `${pointer} ${how}` !== "/fields/0/pointer shorter");
    expect(mutations.length).to.be.greaterThan(200);
    expect(await survivors(mutations)).to.deep.equal([]);
  }).timeout(120_000);

  it("is never verified with anything but fields left out", async () => {
    expect(await survivors(deletions(plainOf(shown)))).to.deep.equal([]);
  }).timeout(120_000);

  it("is never verified with any part of another valid disclosure put in", async () => {
    const other = discloseFields(scene.service.eventBundle(scene.statements.shipping), ["/bizStep", "/epcList"]);
    expect((await check(other)).outcome).to.equal("verified");
    const mutations = swaps(plainOf(shown), plainOf(other));
    expect(mutations.length).to.be.greaterThan(10);
    expect(await survivors(mutations)).to.deep.equal([]);
  }).timeout(120_000);

  it("cannot hide that its statement declares an error", async () => {
    const wrong = { ...harvested(), errorDeclaration: { declarationTime: "2026-07-20T10:00:00Z", reason: "did_not_occur" } };
    const correction = await scene.service.sign(wrong, "Farm");
    await scene.service.anchor(correction);
    scene.chain.finalise();
    const verdict = await check(discloseFields(scene.service.eventBundle(correction), ["/bizStep"]));
    expect(verdict).to.deep.include({ outcome: "verified" });
    expect(verdict.disclosed?.declaresError).to.equal(true);
    expect(stepIn(verdict, "fields").reason).to.include("declares an event to be in error");
  });

  it("of a claim is unknown: nobody signed it", async () => {
    const claim = scene.service.claim(harvested(), "Farm");
    await scene.service.anchor(claim);
    scene.chain.finalise();
    const verdict = await check(discloseFields(scene.service.eventBundle(claim), ["/bizStep"]));
    expect(troubleIn(verdict)).to.deep.equal(["signature: unknown", "signer: unknown"]);
  });

  it("is refused for a field that the event does not have", () => {
    const bundle = scene.service.eventBundle(scene.statements.packing);
    for (const pointer of ["/price", "/bizStep/x", "bizStep", "/childQuantityList/9"])
      expect(() => discloseFields(bundle, ["/bizStep", pointer]), pointer).to.throw(NoSuchFieldError, pointer);
  });

  it("fails, without throwing, on anything that is none", async () => {
    for (const input of ["", "{", "null", "[]", "{}", textOf(scene.service.eventBundle(scene.statements.packing))]) {
      const { outcome, steps, disclosed } = await check(input);
      expect(outcome, input.slice(0, 20)).to.equal("failed");
      expect(steps).to.have.length(6);
      expect(disclosed).to.equal(undefined);
    }
  });

  async function survivors(mutations: Mutation[]): Promise<string[]> {
    const found: string[] = [];
    for (const { pointer, how, document } of mutations) {
      if (FREE.some(({ change }) => change.test(`${pointer} ${how}`))) continue;
      if ((await check(JSON.stringify(document))).outcome === "verified") found.push(`${pointer} ${how}`);
    }
    return found;
  }
});
