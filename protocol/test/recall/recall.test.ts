import { expect } from "chai";
import { findingsOf } from "../../src/findings/findings-of.ts";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { answerEvent, endEvent, noticeEvent } from "../../src/recall/recall-event.ts";
import { recallIn, type RecallNotice } from "../../src/recall/recall-in.ts";
import { standingOf } from "../../src/recall/standing.ts";
import { MAX_RECALLED, OUTCOMES, type Outcome } from "../../src/recall/vocabulary.ts";
import type { Hex32, Subject } from "../../src/schemas/primitives.ts";
import { statementOf } from "../../src/typed-data/statement.ts";
import { whereaboutsOf } from "../../src/trace/whereabouts.ts";
import {
  at,
  BULK,
  CASES,
  commitment,
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
  UNIT,
} from "../support/case.ts";

const here = {
  eventTime: "2026-04-21T09:00:00+02:00",
  offset: "+02:00",
  gln: DOCK,
  subjects: [BULK, UNIT] as Subject[],
};
const NOTICE = noticeEvent({
  ...here,
  ...{ reason: "Listeria was found", risk: "serious", instruction: "Do not eat it", answerBy: "2026-04-22T09:00:00+02:00" },
});

describe("a recall as an EPCIS event", () => {
  it("is read as what was written", () => {
    expect(recallIn(NOTICE)).to.deep.equal({
      ...{ kind: "notice", reason: "Listeria was found", risk: "serious", instruction: "Do not eat it" },
      ...{ answerBy: "2026-04-22T09:00:00+02:00", forwards: null },
    });
    const notice = commitment(7);
    for (const outcome of Object.keys(OUTCOMES) as Outcome[]) {
      expect(recallIn(answerEvent({ ...here, notice, outcome, note: null }))).to.deep.equal({
        kind: "answer",
        notice,
        outcome,
        note: null,
      });
    }
    expect(recallIn(endEvent({ ...here, notice, note: "The test was wrong" }))).to.deep.equal({
      ...{ kind: "end", notice, note: "The test was wrong" },
    });
  });

  it("can be written by any client that knows the disposition `recalled`", () => {
    const plain = at(9, DOCK, { bizStep: "holding", disposition: "recalled", quantityList: [lot(BULK)] });
    expect(recallIn(plain)).to.deep.include({ kind: "notice", reason: null, answerBy: null });
    expect(recallIn({ ...plain, disposition: "https://ref.gs1.org/cbv/Disp-recalled" })?.kind).to.equal("notice");
  });

  it("waits until a time of RFC 3339 in the years 1 to 9999, and for anything else until nobody's time", () => {
    const until = (answerBy: string) => (recallIn({ ...NOTICE, "recall:answerBy": answerBy }) as RecallNotice).answerBy;
    for (const answerBy of ["2026-04-22T09:00:00+02:00", "2026-04-22T09:00:00.5Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
      expect(until(answerBy)).to.equal(answerBy);
    const strange = [
      "tomorrow",
      "2026",
      "Wed, 22 Apr 2026 09:00:00 GMT",
      "2026-04-22T09:00:00",
      "2026-02-30T09:00:00Z",
      "+275760-09-13T00:00:00Z",
    ];
    const outside = ["-000100-01-01T00:00:00Z", "0000-06-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"];
    for (const answerBy of [...strange, ...outside]) expect(until(answerBy), answerBy).to.equal(null);
  });

  it("is none when its fields belong to another namespace, or when it was declared in error", () => {
    const foreign = { ...NOTICE, "@context": [{ recall: "https://example.org/recall/" }] };
    expect(recallIn(foreign)).to.deep.include({ kind: "notice", reason: null, risk: null });
    expect(recallIn({ ...NOTICE, errorDeclaration: { declarationTime: "2026-04-22T09:00:00Z" } })).to.equal(undefined);
    const answer = answerEvent({ ...here, notice: commitment(7), outcome: "held", note: null });
    expect(recallIn({ ...answer, "@context": [{ recall: "https://example.org/recall/" }] })).to.equal(undefined);
  });

  it("names between one subject and the most that a notice may name", () => {
    const many = Array.from({ length: MAX_RECALLED + 1 }, (_, n) => `${BULK}${n}` as Subject);
    expect(() => noticeEvent({ ...here, subjects: [], reason: "", risk: "quality", instruction: "", answerBy: null })).to.throw(RangeError);
    expect(() => endEvent({ ...here, subjects: many, notice: commitment(1), note: null })).to.throw(RangeError);
  });

  it("has an event hash that changes with its reason", () => {
    const other = noticeEvent({ ...here, reason: "Glass was found", risk: "serious", instruction: "Do not eat it", answerBy: null });
    expect(eventHashOf(NOTICE).eventHash).to.not.equal(eventHashOf(other).eventHash);
  });

  it("says in the wallet what it is", () => {
    expect(statementOf(NOTICE)).to.match(/^Recalled for "Listeria was found" \(holding\) at 2026-04-21T09:00:00\+02:00 at /);
    expect(statementOf(answerEvent({ ...here, notice: commitment(7), outcome: "not_found", note: null }))).to.match(
      /^Answered the recall 0x0{63}7 with "not found"/,
    );
    expect(statementOf(endEvent({ ...here, notice: commitment(7), note: null }))).to.match(/^Ended the recall 0x0{63}7/);
  });
});

describe("findings: a recall", () => {
  const told = (event: typeof NOTICE) => ({ by: FARM, event });

  it("by somebody who made the goods says not to use them", () => {
    const [found] = findBy("recalled", [HARVEST, told(NOTICE)]);
    expect(found?.message).to.match(
      /^Farm recalled .* on April 21, 2026 at 09:00 AM UTC\+02:00\. Its reason: Listeria was found\. It may harm your health\. Do not eat it\.$/,
    );
    expect(found?.subjects).to.have.members([BULK, UNIT]);
  });

  it("by somebody who has said nothing else about the goods is told apart", () => {
    const stranger = [HARVEST, { by: KITCHEN, event: NOTICE }];
    expect(findBy("recalled", stranger)).to.have.length(0);
    expect(findBy("recalled-by-stranger", stranger)).to.have.length(1);
  });

  it("is over when its author ends it, and not when somebody else does", () => {
    const end = endEvent({ ...here, notice: commitment(1), note: null });
    expect(findBy("recall-ended", [HARVEST, told(NOTICE), told(end)])).to.have.length(1);
    expect(findBy("recalled", [HARVEST, told(NOTICE), { by: PACKER, event: end }])).to.have.length(1);
  });
});

describe("what only speaks of a recall", () => {
  const [notice, serial] = [commitment(7), `https://id.gs1.org/01/10860009999920/21/7` as Subject];
  const spoken = [
    NOTICE,
    ...(Object.keys(OUTCOMES) as Outcome[]).map((outcome) => answerEvent({ ...here, notice, outcome, note: null })),
    endEvent({ ...here, notice, note: null }),
  ];

  it("says nothing about where the goods are", () => {
    for (const event of spoken) expect(whereaboutsOf(event)).to.deep.include({ place: null, headingFor: null });
  });

  it("is neither an arrival nor a departure of the goods", () => {
    const sent = { by: FARM, event: shipped(9, FIELD, PACKING_HOUSE, { quantityList: [lot(BULK, 100, "KGM")] }) };
    for (const event of spoken)
      for (const rule of ["arrived-without-shipment", "departed-twice"])
        expect(findBy(rule, [HARVEST, sent, { by: PACKER, event }]), rule).to.have.length(0);
  });

  it("is no handling of a single thing: not far away, not after its end, not before it was made", () => {
    const places = new Map([
      [FIELD, { latitude: 26.7, longitude: -80.6 }],
      [DOCK, { latitude: 42.3, longitude: -83 }],
    ]);
    const seen = { ...at(9, FIELD, { epcList: [serial] }), eventTime: "2026-04-21T02:45:00-04:00" };
    const made = { ...seen, eventTime: "2026-04-21T02:40:00-04:00", action: "ADD" };
    const used = { ...seen, eventTime: "2026-04-21T02:50:00-04:00", action: "DELETE" };
    const late = noticeEvent({ ...here, subjects: [serial], reason: "", risk: "quality", instruction: "", answerBy: null });
    const early = { ...late, eventTime: "2026-04-20T09:00:00+02:00" };
    const rules = (...events: (typeof NOTICE)[]) => {
      const statements = statementsOf(events.map((event) => ({ by: FARM, event })));
      return findingsOf(statements, { ...NAMES, places }).map(({ rule }) => rule);
    };
    expect(rules(made, seen, used, { ...seen, readPoint: late["readPoint"] ?? null, eventTime: late["eventTime"] ?? null }))
      .to.include("impossible-travel")
      .and.include("after-end");
    expect(rules(early, made, seen, used, late)).to.not.include.oneOf(["impossible-travel", "after-end", "before-origin"]);
  });

  it("does not hide that recalled goods are sent and taken in", () => {
    const sent = { by: FARM, event: shipped(9, FIELD, PACKING_HOUSE, { disposition: "recalled", quantityList: [lot(BULK)] }) };
    const received = {
      by: PACKER,
      event: at(12, PACKING_HOUSE, { bizStep: "receiving", disposition: "recalled", quantityList: [lot(BULK)] }),
    };
    expect(whereaboutsOf(received.event).place?.id).to.equal(`https://id.gs1.org/414/${PACKING_HOUSE}`);
    expect(findBy("arrived-without-shipment", [HARVEST, received])).to.have.length(1);
    expect(findBy("arrived-without-shipment", [HARVEST, sent, received])).to.have.length(0);
  });
});

describe("where a holder stands in a recall", () => {
  const opened = new Date("2026-04-19T00:00:00Z");
  const task = { account: KITCHEN, subjects: [BULK, CASES] as Subject[], askedAt: [opened, opened] };
  const answer = (subjects: readonly string[], account = KITCHEN) => ({
    ...{ account, commitment: commitment(9) as Hex32, outcome: "held" as const, subjects: subjects as Subject[] },
  });
  const at21 = { answerBy: new Date("2026-04-21T00:00:00Z"), openedAt: opened, isEnded: false, now: new Date("2026-04-20T00:00:00Z") };

  it("is waited for until it has answered for everything, in one answer or several", () => {
    expect(standingOf(task, [], at21).state).to.equal("waiting");
    expect(standingOf(task, [answer([BULK])], at21)).to.deep.include({ state: "waiting", open: [CASES] });
    expect(standingOf(task, [answer([BULK]), answer([CASES])], at21).state).to.equal("answered");
  });

  it("is not answered for by anybody else", () => {
    expect(standingOf(task, [answer([BULK, CASES], PACKER)], at21).state).to.equal("waiting");
  });

  it("is overdue after the time that the notice sets, and never without one", () => {
    const now = new Date("2026-04-21T00:00:01Z");
    expect(standingOf(task, [answer([BULK])], { ...at21, now }).state).to.equal("overdue");
    expect(standingOf(task, [], { ...at21, answerBy: null, now }).state).to.equal("waiting");
    expect(standingOf(task, [], { ...at21, isEnded: true, now }).state).to.equal("ended");
  });

  it("has as much time as those who were asked first, for what it is asked about later", () => {
    const late = { ...task, askedAt: [opened, new Date("2026-04-22T00:00:00Z")] };
    const on = (day: number) => ({ ...at21, now: new Date(`2026-04-${day}T12:00:00Z`) });
    expect(standingOf(late, [answer([BULK])], on(23))).to.deep.include({ state: "waiting", dueAt: new Date("2026-04-24T00:00:00Z") });
    expect(standingOf(late, [answer([BULK])], on(24)).state).to.equal("overdue");
    expect(standingOf(late, [], on(21))).to.deep.include({ state: "overdue", dueAt: at21.answerBy });
  });
});
