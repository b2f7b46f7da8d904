import { expect } from "chai";
import { eventHashOf } from "../../src/hashing/event-hash/event-hash.ts";
import { answerEvent, endEvent, noticeEvent } from "../../src/recall/recall-event.ts";
import { recallIn, type RecallNotice } from "../../src/recall/recall-in.ts";
import { standingOf } from "../../src/recall/standing.ts";
import { MAX_RECALLED, OUTCOMES, type Outcome } from "../../src/recall/vocabulary.ts";
import type { Hex32, Subject } from "../../src/schemas/primitives.ts";
import { statementOf } from "../../src/typed-data/statement.ts";
import { at, BULK, CASES, commitment, DOCK, FARM, findBy, HARVEST, KITCHEN, lot, PACKER, UNIT } from "../support/case.ts";

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
