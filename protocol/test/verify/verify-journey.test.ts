import { expect } from "chai";
import type { JourneyBundle } from "../../src/schemas/bundle.ts";
import type { ChainReader } from "../../src/verify/chain-reader.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { standingsOf, type EventVerdict, type JourneyVerdict, type Outcome } from "../../src/verify/verdict.ts";
import { verifyJourney } from "../../src/verify/verify-journey.ts";
import { saltNamed } from "../support/accounts.ts";
import { declaredInError, DRESSING, harvested, LETTUCE, packed, PALLET, recalledNotice, SALAD, shipped } from "../support/events.ts";
import { changedValues, deletions, type Mutation } from "../support/mutations.ts";
import { FakePallet } from "../support/pallet.ts";
import type { Statement } from "../support/service.ts";
import { createScene, plainOf, stepIn, textOf, troubleIn, type Scene } from "../support/scene.ts";

const DOC = saltNamed("contents");

describe("verify a journey", () => {
  let scene: Scene;
  let pallet: FakePallet;

  beforeEach(async () => {
    scene = await createScene();
    await scene.service.enrol("Carrier", 4);
    await scene.service.enrol("Shop", 8);
    pallet = new FakePallet(scene.chain, "Kitchen", DOC);
    await pallet.handOver("Kitchen", "Carrier", DOC);
    await pallet.handOver("Carrier", "Shop", DOC);
    await scene.service.listUnit(PALLET, pallet.unit);
    scene.chain.finalise();
  });

  const journey = (): JourneyBundle => scene.service.journeyBundle(SALAD, Object.values(scene.statements), [pallet.proof()]);
  const check = (bundle: JourneyBundle, reader: ChainReader = scene.chain.reader()) =>
    verifyJourney(textOf(bundle), reader, { trusted: scene.trusted });
  const historyOf = async (bundle: JourneyBundle, subject: string) =>
    (await check(bundle)).histories.find((history) => history.subject === subject);

  it("verifies statements, histories and custody of a salad from the fields to the shop", async () => {
    const verdict = await check(journey());
    const trouble = [verdict, ...verdict.events, ...verdict.histories, ...verdict.custody].flatMap(troubleIn);
    expect(trouble).to.deep.equal([]);
    expect(verdict.outcome).to.equal("verified");
    expect(verdict.events.length).to.equal(5);
    expect(verdict.histories.map(({ subject, count }) => [subject, count])).to.have.deep.members([
      [LETTUCE, 2],
      [DRESSING, 2],
      [SALAD, 2],
      [PALLET, 2],
    ]);
    expect(verdict.custody[0]?.holder).to.equal((pallet.steps.at(-1) as { to: string }).to);
  });

  it("is old when a unit has moved on since, and fails when its custody was cut before what is anchored in it", async () => {
    const old = journey();
    pallet.close("Shop");
    scene.chain.finalise();
    const later = await check(old);
    expect([later.outcome, later.custody.flatMap(troubleIn)]).to.deep.equal(["unknown", ["chain-state: unknown"]]);
    const arrival = await scene.service.sign({ ...shipped(), eventTime: "2026-04-21T08:00:00-05:00" }, "Shop");
    await scene.service.anchor(arrival);
    scene.chain.finalise();
    const whole = scene.service.journeyBundle(SALAD, [...Object.values(scene.statements), arrival], [pallet.proof()]);
    expect((await check(whole)).outcome).to.equal("verified");
    const cut = await check({ ...whole, custody: old.custody });
    expect([cut.outcome, cut.custody.flatMap(troubleIn)]).to.deep.equal(["failed", ["chain-state: failed"]]);
  });

  it("tells events, histories and custody in order as they are checked", async () => {
    const told: string[] = [];
    const verdict = await verifyJourney(journey(), scene.chain.reader(), {
      trusted: scene.trusted,
      onStep: (step, index) => told.push(`${index} ${step.id}`),
      onEvent: (_event, index) => told.push(`event ${index}`),
      onHistory: (_history, index) => told.push(`history ${index}`),
      onCustody: (_custody, index) => told.push(`custody ${index}`),
    });
    expect(told.filter((line) => line.startsWith("event"))).to.deep.equal(verdict.events.map((_, i) => `event ${i}`));
    expect(told.filter((line) => /^\d/.test(line)).length).to.equal(5 * 10);
    expect(told.indexOf("0 schema")).to.be.lessThan(told.indexOf("event 0"));
    expect(told.slice(-1)).to.deep.equal(["custody 0"]);
  });

  it("fails as the journey of something else than the reader holds in hand", async () => {
    const verdictFor = (subject: string) => verifyJourney(journey(), scene.chain.reader(), { trusted: scene.trusted, subject });
    expect((await verdictFor(SALAD)).outcome).to.equal("verified");
    expect((await verdictFor(SALAD.replace("https://id.gs1.org", "https://brand.example/products"))).outcome).to.equal("verified");
    expect(stepIn(await verdictFor(LETTUCE), "bundle")).to.include({ status: "failed" });
  });

  it("asks the node each question once", async () => {
    const asked: string[] = [];
    const reader = scene.chain.reader();
    const counted = new Proxy(reader, {
      get:
        (target, name: keyof ChainReader) =>
        (...args: unknown[]) => {
          asked.push(JSON.stringify([name, ...args]));
          return (target[name] as (...args: unknown[]) => unknown)(...args);
        },
    });
    await check(journey(), counted);
    expect(new Set(asked).size).to.equal(asked.length);
  });

  it("fails when an anchored statement is missing", async () => {
    const whole = journey();
    for (const [index, { commitment }] of whole.events.entries()) {
      const verdict = await check({ ...whole, events: whole.events.toSpliced(index, 1) });
      expect(verdict.outcome).to.equal("failed");
      const missing = verdict.histories.flatMap(({ steps }) => steps).filter(({ status }) => status === "failed");
      expect(missing.map(({ reason }) => reason).join()).to.contain("A statement that was anchored is missing");
      expect(missing[0]?.details?.commitment).to.equal(commitment);
      expect(missing[0]?.reason, "no number beside those of the page").not.to.match(/statement \d/);
    }
  });

  it("is unknown, never verified, when a missing statement is said to be erased, and still fails on any other that is missing", async () => {
    const { dressing, shipping } = scene.statements;
    const whole = journey();
    const without = (...gone: string[]) => whole.events.filter(({ commitment }) => !gone.includes(commitment));
    const erased = [{ commitment: dressing.commitment, erasedAt: 1_790_000_000 }];
    const told = await check({ ...whole, events: without(dressing.commitment), erased } as JourneyBundle);
    expect(told.outcome).to.equal("unknown");
    expect(told.events.map(({ outcome }) => outcome)).to.deep.equal(["verified", "verified", "verified", "verified"]);
    const gap = told.histories.find(({ steps }) => stepIn({ steps }, "complete").status !== "passed");
    expect(gap && stepIn(gap, "complete")).to.include({ status: "unknown" });
    expect(gap && stepIn(gap, "complete").reason).to.contain("erased on request");
    const worse = { ...whole, events: without(dressing.commitment, shipping.commitment), erased } as JourneyBundle;
    expect((await check(worse)).outcome).to.equal("failed");
  });

  describe("without a record of custody", () => {
    const without = (): JourneyBundle => ({ ...journey(), custody: [] });

    it("fails and names the unit when the history lists it, the contract has it, and its record is left out whole", async () => {
      expect(stepIn(await check(journey()), "custody")).to.include({ status: "passed" });
      const verdict = await check(without());
      expect([verdict.outcome, troubleIn(verdict)]).to.deep.equal(["failed", ["custody: failed"]]);
      const { reason, details } = stepIn(verdict, "custody");
      expect(details).to.deep.equal({ units: pallet.unit });
      expect(reason).to.contain(`of a unit of ${PALLET} is missing, which the contract has as open, held by`);
      const counted = verdict.histories.find(({ subject }) => subject === PALLET);
      expect([counted?.count, counted?.outcome], "statements are all there").to.deep.equal([2, "verified"]);
    });

    it("fails although the unit is said to be erased, or another record is shown in its place", async () => {
      const erased = [{ commitment: pallet.unit, erasedAt: 1_790_000_000 }];
      expect(stepIn(await check({ ...without(), erased }), "custody").status).to.equal("failed");
      const other = new FakePallet(scene.chain, "Kitchen", DOC, "other");
      scene.chain.finalise();
      expect(stepIn(await check({ ...journey(), custody: [other.proof()] }), "custody").details).to.deep.equal({ units: pallet.unit });
    });

    it("is unknown where nobody can say: no node, or a history that is not proven", async () => {
      const away = () => Promise.reject(new Error("the node is away"));
      const reader = scene.chain.reader();
      const none = Object.fromEntries(Object.keys(reader).map((name) => [name, away])) as unknown as ChainReader;
      expect(stepIn(await check(without(), none), "custody").status).to.equal("unknown");
      const silent = await check(without(), { ...reader, custodyOf: away });
      expect(stepIn(silent, "custody")).to.include({ status: "unknown" });
      expect(silent.outcome, "something that was anchored is missing").to.equal("failed");
      expect(stepIn(await check({ ...without(), histories: [] }), "custody").status).to.equal("unknown");
    });

    it("is a missing statement when the contract has no custody of what is listed", async () => {
      await scene.service.listUnit(PALLET, saltNamed("no unit"));
      scene.chain.finalise();
      const verdict = await check(journey());
      expect(stepIn(verdict, "custody").status).to.equal("passed");
      const history = verdict.histories.find(({ subject }) => subject === PALLET);
      expect(history && stepIn(history, "complete").reason).to.contain("A statement that was anchored is missing");
    });

    it("is verified where a unit was put under custody after its newest history", async () => {
      const later = new FakePallet(scene.chain, "Kitchen", DOC, "later");
      scene.chain.finalise();
      expect((await check({ ...journey(), custody: [pallet.proof(), later.proof()] })).outcome).to.equal("verified");
      expect((await check(journey())).outcome, "nothing lists it yet").to.equal("verified");
    });
  });

  it("is unknown when the history of something it depends on is left out", async () => {
    const whole = journey();
    for (const subject of [SALAD, LETTUCE, DRESSING, PALLET]) {
      const verdict = await check({ ...whole, histories: whole.histories.filter((history) => history.subject !== subject) });
      expect(stepIn(verdict, "scope"), subject).to.include({ status: "unknown" });
      expect(verdict.outcome).to.not.equal("verified");
    }
  });

  it("is unknown when it adds a statement about something that no history covers", async () => {
    const stray = await scene.service.sign(harvested("https://id.gs1.org/01/00860009999923/10/STRAY"), "Farm");
    await scene.service.anchor(stray);
    scene.chain.finalise();
    const bundle = journey();
    const events = scene.service.journeyBundle(SALAD, [stray]).events;
    const { reason } = stepIn(await check({ ...bundle, events: [...bundle.events, ...events] }), "scope");
    expect(reason).to.equal("A statement is about https://id.gs1.org/01/00860009999923/10/STRAY, which no history in this bundle covers.");
  });

  it("is unknown when a history ends before a newer statement", async () => {
    const older = scene.service.historyProof(LETTUCE);
    const later = await scene.service.sign(harvested(LETTUCE, 10), "Farm");
    await scene.service.anchor(later);
    scene.chain.finalise();
    const bundle = scene.service.journeyBundle(SALAD, [...Object.values(scene.statements), later]);
    const histories = bundle.histories.map((history) => (history.subject === LETTUCE && older !== undefined ? older : history));
    const lettuce = await historyOf({ ...bundle, histories }, LETTUCE);
    expect(lettuce && stepIn(lettuce, "complete").reason).to.contain("ends before its newest statement");
  });

  it("fails when a registered service anchored a history that leaves a statement out", async () => {
    const { service, statements, chain } = scene;
    await service.anchorBatch([], [{ subject: LETTUCE, entries: [{ commitment: statements.salad.commitment, corrects: null }] }]);
    chain.finalise();
    const lettuce = await historyOf(journey(), LETTUCE);
    expect(lettuce && stepIn(lettuce, "complete").reason).to.contain("leaves out an anchored statement");
  });

  it("fails when a history lists a statement about something else", async () => {
    const { service, statements, chain } = scene;
    const commitments = [statements.lettuce, statements.salad, statements.shipping].map(({ commitment }) => commitment);
    const entries = commitments.map((commitment) => ({ commitment, corrects: null }));
    await service.anchorBatch([], [{ subject: LETTUCE, entries }]);
    chain.finalise();
    const lettuce = await historyOf(journey(), LETTUCE);
    expect(lettuce && stepIn(lettuce, "complete").reason).to.contain("not about");
  });

  it("fails when a history hides that a statement declares an error", async () => {
    const { service, statements, chain } = scene;
    const correction = await service.sign(declaredInError(harvested()), "Farm");
    const commitments = [statements.lettuce, statements.salad, correction].map(({ commitment }) => commitment);
    await service.anchorBatch(
      [correction.commitment],
      [{ subject: LETTUCE, entries: commitments.map((commitment) => ({ commitment, corrects: null })) }],
    );
    chain.finalise();
    const lettuce = await historyOf(service.journeyBundle(SALAD, [...Object.values(statements), correction]), LETTUCE);
    expect(lettuce && stepIn(lettuce, "complete").reason).to.contain("wrong about whether");
  });

  describe("with declarations of error", () => {
    const RIGHT = harvested(LETTUCE, 240);
    const signed = async (event: JsonObject, name: string) => {
      const statement = await scene.service.sign(event, name);
      await scene.service.anchor(statement);
      scene.chain.finalise();
      return statement;
    };
    const checkWith = (...more: Statement[]) =>
      check(scene.service.journeyBundle(SALAD, [...Object.values(scene.statements), ...more], [pallet.proof()]));

    it("is verified by what still stands when an author withdraws an event, and says that one was withdrawn", async () => {
      const declaration = await signed(declaredInError(harvested()), "Farm");
      const verdict = await checkWith(declaration);
      expect(verdict.events.map(({ outcome }) => outcome)).to.deep.equal(["unknown", ...Array<Outcome>(5).fill("verified")]);
      expect(verdict.events[0]).to.deep.include({ standing: { ...verdict.events[0]?.standing, state: "corrected", before: [] } });
      expect(troubleIn(verdict.events[0] as EventVerdict)).to.deep.equal([]);
      expect([verdict.outcome, standingsOf(verdict.events)]).to.deep.equal(["verified", { withdrawn: 1, disputed: 0 }]);
    });

    it("asks that the event named in place of the wrong one is there and proven", async () => {
      const right = await scene.service.sign(RIGHT, "Farm");
      const declaration = await signed(declaredInError(harvested(), right.eventId), "Farm");
      const missing = await checkWith(declaration);
      expect([missing.outcome, missing.events[0]?.standing.state]).to.deep.equal(["unknown", "corrected"]);
      expect(troubleIn(missing.events[0] as EventVerdict)).to.deep.equal(["corrections: unknown"]);
      expect(stepIn(missing.events[0] as EventVerdict, "corrections").reason).to.contain("is not among the statements here");
      const waiting = await checkWith(declaration, right);
      expect(stepIn(waiting.events[0] as EventVerdict, "corrections").reason).to.contain("names in its place, is not proven");
      await scene.service.anchor(right);
      scene.chain.finalise();
      expect((await checkWith(declaration, right)).outcome).to.equal("verified");
    });

    it("takes no stranger's event for the one named in its place by an eventID", async () => {
      const eventID = "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8";
      const declaration = await signed(declaredInError(harvested(), eventID), "Farm");
      const foreign = await signed({ ...RIGHT, eventID }, "Kitchen");
      expect((await checkWith(declaration, foreign)).outcome).to.equal("unknown");
      const own = await signed({ ...RIGHT, eventID }, "Farm");
      expect((await checkWith(declaration, foreign, own)).outcome).to.equal("verified");
    });

    it("takes neither the wrong event nor a declaration for the event in its place", async () => {
      const { eventId } = scene.statements.lettuce;
      const verdict = await checkWith(await signed(declaredInError(harvested(), eventId), "Farm"));
      expect(verdict.outcome).to.equal("unknown");
    });

    it("stays verified, and says so, when another organisation disputes an event", async () => {
      const verdict = await checkWith(await signed(declaredInError(harvested()), "Kitchen"));
      expect([verdict.outcome, standingsOf(verdict.events)]).to.deep.equal(["verified", { withdrawn: 0, disputed: 1 }]);
      expect(verdict.events[0]?.standing.declarations[0]?.name).to.equal("Kitchen Ltd");
    });

    it("withdraws only the author's own statement of an event that two have made", async () => {
      const confirmed = await signed(harvested(), "Kitchen");
      const verdict = await checkWith(confirmed, await signed(declaredInError(harvested()), "Farm"));
      expect(verdict.events.map(({ standing }) => standing.state)).to.deep.equal([
        "corrected",
        ...Array<string>(4).fill("stands"),
        "disputed",
        "stands",
      ]);
    });

    it("says what was anchored before a withdrawal and could rely on the event", async () => {
      await pallet.handOver("Shop", "Carrier", DOC);
      const recall = await signed(recalledNotice(), "Farm");
      const verdict = await checkWith(recall, await signed(declaredInError(packed()), "Kitchen"));
      const packing = verdict.events[3] as EventVerdict;
      expect([packing.standing.state, packing.standing.before]).to.deep.equal(["corrected", ["recall", "handover"]]);
      expect(stepIn(packing, "corrections").reason).to.contain("after a recall and a handover on this journey, which it does not undo");
      expect(verdict.outcome).to.equal("verified");
    });

    it("still fails when a withdrawn statement, or its withdrawal, was changed", async () => {
      const declaration = await signed(declaredInError(harvested()), "Farm");
      const whole = scene.service.journeyBundle(SALAD, [...Object.values(scene.statements), declaration], [pallet.proof()]);
      for (const index of [0, 5]) {
        const changed = whole.events.map((event, at) =>
          at === index ? { ...event, event: { ...event.event, disposition: "recalled" } } : event,
        );
        expect((await check({ ...whole, events: changed })).outcome, `statement ${index}`).to.equal("failed");
      }
      expect((await check({ ...whole, events: whole.events.slice(0, 5) })).outcome, "hidden").to.equal("failed");
    });

    it("is never verified when nothing on it stands any more", async () => {
      const lot = "https://id.gs1.org/01/00860009999923/10/GONE";
      const gone = await signed(harvested(lot), "Farm");
      const verdict = await check(scene.service.journeyBundle(lot, [gone, await signed(declaredInError(harvested(lot)), "Farm")]));
      expect(verdict.outcome).to.equal("unknown");
      expect(stepIn(verdict, "scope").reason).to.contain("Every event of this journey was withdrawn");
    });
  });

  it("fails, with a reason and without throwing, on anything that is no journey", async () => {
    for (const input of ["", "{}", "null", textOf(scene.service.eventBundle(scene.statements.salad))]) {
      const verdict = await verifyJourney(input, scene.chain.reader(), { trusted: scene.trusted });
      expect(verdict.outcome).to.equal("failed");
      expect(stepIn(verdict, "bundle").status).to.equal("failed");
      expect(stepIn(verdict, "scope").status).to.equal("unknown");
      expect(stepIn(verdict, "custody").status).to.equal("unknown");
    }
  });

  describe("tampered", () => {
    /** Changes that prove nothing false, beside those of event bundles. */
    const FREE: { change: RegExp; why: string }[] = [
      { change: /^\/chain\/fromBlock (plus|minus) one$/, why: "only says where a search for logs may start" },
      { change: /\/inclusion\/size (plus|minus) one$/, why: "trees of several sizes share a path; leaf, position and root stay proven" },
      { change: /\/eventId last$/, why: "turns CBV2.0 into CBV2.1, and both give this event the same digest" },
      { change: /^\/custody\/0\/steps\/\d\/(from|to)Signature null$/, why: "without a signature the contract's own log is the evidence" },
    ];

    async function survivors(mutations: Mutation[], outcomeIn: (verdict: JourneyVerdict) => Outcome | undefined): Promise<string[]> {
      const found: string[] = [];
      for (const { pointer, how, document } of mutations) {
        if (FREE.some(({ change }) => change.test(`${pointer} ${how}`))) continue;
        const verdict = await verifyJourney(JSON.stringify(document), scene.chain.reader(), { trusted: scene.trusted });
        if (outcomeIn(verdict) === "verified") found.push(`${pointer} ${how}`);
      }
      return found;
    }

    /** Single events are tampered with elsewhere: here one history, and all that only a journey has. */
    const ofJourney = ({ pointer }: Mutation) => !/^\/(events\/\d+|custody\/\d+|histories\/[1-9])\//.test(pointer);

    it("is never verified with any value changed", async () => {
      const mutations = changedValues(plainOf(journey())).filter(ofJourney);
      expect(mutations.length).to.be.greaterThan(60);
      expect(await survivors(mutations, ({ outcome }) => outcome)).to.deep.equal([]);
    }).timeout(180_000);

    it("is never verified with any member or element deleted", async () => {
      const mutations = deletions(plainOf(journey())).filter(ofJourney);
      expect(mutations.map(({ pointer }) => pointer)).to.include.members(["/events/0", "/histories/0", "/custody", "/subject"]);
      expect(await survivors(mutations, ({ outcome }) => outcome)).to.deep.equal([]);
    }).timeout(180_000);

    it("never has its custody verified with any value in it changed", async () => {
      const light = { ...journey(), events: [], histories: [] };
      const mutations = changedValues(plainOf(light)).filter(({ pointer }) => pointer.startsWith("/custody"));
      expect(mutations.length).to.be.greaterThan(100);
      expect(await survivors(mutations, ({ custody }) => custody[0]?.outcome)).to.deep.equal([]);
    }).timeout(120_000);
  });
});
