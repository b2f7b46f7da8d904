import { expect } from "chai";
import fc from "fast-check";
import type { EventBundle } from "../../src/schemas/bundle.ts";
import { verify } from "../../src/verify/verify-event.ts";
import { changedValues, deletions, swaps, type Mutation, type PlainJson } from "../support/mutations.ts";
import { createScene, plainOf, type Scene } from "../support/scene.ts";

/**
 * Places whose change proves nothing false, each with its reason. Everything else in a bundle is bound to chain state.
 */
const FREE: { change: RegExp; why: string }[] = [
  { change: /^\/chain\/fromBlock (plus|minus) one$/, why: "only says where a search for logs may start" },
  { change: /\/inclusion\/size (plus|minus) one$/, why: "trees of several sizes share a path; leaf, position and root stay proven" },
  { change: /^\/eventId last$/, why: "turns CBV2.0 into CBV2.1, and both give this event the same digest" },
];

describe("a tampered event bundle", () => {
  let scene: Scene;
  let valid: PlainJson;
  let other: PlainJson;

  before(async () => {
    scene = await createScene();
    valid = plainOf(scene.service.eventBundle(scene.statements.packing));
    other = plainOf(scene.service.eventBundle(scene.statements.lettuce));
  });

  const outcomeOf = async (document: PlainJson) =>
    (await verify(JSON.stringify(document), scene.chain.reader(), { trusted: scene.trusted })).outcome;

  /** Pointers, with the kind of change, that left the verdict verified although nothing allows it. */
  async function survivors(mutations: Mutation[]): Promise<string[]> {
    const found: string[] = [];
    for (const { pointer, how, document } of mutations) {
      if (FREE.some(({ change }) => change.test(`${pointer} ${how}`))) continue;
      if ((await outcomeOf(document)) === "verified") found.push(`${pointer} ${how}`);
    }
    return found;
  }

  it("starts from bundles that are verified", async () => {
    expect(await outcomeOf(valid)).to.equal("verified");
    expect(await outcomeOf(other)).to.equal("verified");
  });

  it("is never verified with any value changed", async () => {
    const mutations = changedValues(valid);
    expect(mutations.length).to.be.greaterThan(200);
    expect(await survivors(mutations)).to.deep.equal([]);
  }).timeout(120_000);

  it("is never verified with any member or element deleted", async () => {
    expect(await survivors(deletions(valid))).to.deep.equal([]);
  }).timeout(120_000);

  it("is never verified with any part swapped with another valid bundle's", async () => {
    const mutations = swaps(valid, other);
    expect(mutations.length).to.be.greaterThan(20);
    expect(await survivors(mutations)).to.deep.equal([]);
  }).timeout(120_000);

  it("is never verified with a member added to its event", async () => {
    const { event } = valid as { event: { [member: string]: PlainJson } };
    const extras: Record<string, string>[] = [
      { "ex:note": "x" },
      { eventID: "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba" },
      { certificationInfo: "https://example.org/certificate" },
      JSON.parse('{ "__proto__": "x" }') as Record<string, string>,
    ];
    for (const extra of extras) {
      const text = JSON.stringify({ ...(valid as object), event }).replace('"event":{', `"event":{${JSON.stringify(extra).slice(1, -1)},`);
      const { outcome } = await verify(text, scene.chain.reader(), { trusted: scene.trusted });
      expect(outcome, Object.keys(extra)[0]).to.equal("failed");
    }
  });
});

describe("verify on input that is no bundle", () => {
  it("gives every step a status, none of them passed, and never throws", async () => {
    const scene = await createScene();
    const verdictOf = (input: unknown) => verify(input as EventBundle, scene.chain.reader(), { trusted: scene.trusted });
    const samples: unknown[] = [
      "",
      "{",
      "null",
      "[]",
      '{"a":1,"a":2}',
      "[".repeat(100_000),
      null,
      undefined,
      7,
      [],
      {},
      () => 1,
      Symbol("x"),
    ];
    for (const sample of samples) {
      const verdict = await verdictOf(sample);
      expect(verdict.outcome, String(sample)).to.equal("failed");
      expect(verdict.steps.map(({ status }) => status)).to.deep.equal(["failed", ...Array<string>(9).fill("unknown")]);
    }
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect((await verdictOf(JSON.stringify(value))).outcome).to.equal("failed");
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("never throws on a bundle with any one part replaced by anything", async () => {
    const scene = await createScene();
    const valid = plainOf(scene.service.eventBundle(scene.statements.packing)) as { [member: string]: PlainJson };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(valid)), fc.jsonValue(), async (member, value) => {
        const text = JSON.stringify({ ...valid, [member]: value });
        expect((await verify(text, scene.chain.reader(), { trusted: scene.trusted })).outcome).to.not.equal("verified");
      }),
      { seed: 5, numRuns: 150 },
    );
  }).timeout(60_000);
});
