import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { answerEvent, endEvent } from "@waybill/protocol/recall/recall-event";
import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { captureSigned } from "../support/events.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { accounts, accountsIn, ON_A_PALLET, recallWorld, SALAD, SELLING, UNRELATED } from "../support/recall-world.ts";
import { BOX, BULK, here, noticeOf } from "../support/recalled.ts";

describe("recalls", () => {
  const { backend, commitmentFrom, follow, opened, recallOf, setTime } = recallWorld();

  it("ask everybody who may have some of the goods, but not their author", async () => {
    const notice = await commitmentFrom(noticeOf([BULK, SALAD]), "farm");
    const recall = await opened(notice);
    expect(recall).to.deep.include({ reason: "Listeria", risk: "serious", instruction: "Destroy it", state: "open", unnamed: [] });
    expect(accountsIn(recall.tasks)).to.deep.equal(accounts("kitchen", "shop"));
    expect(recall.tasks.map(({ state }) => state)).to.deep.equal(["waiting", "waiting"]);
    const list = await backend().request("GET", `/api/recalls?holder=${accountOf("shop").address}&state=open`);
    expect(list.json<{ items: { commitment: string }[] }>().items.map(({ commitment }) => commitment)).to.deep.equal([notice]);
    const none = await backend().request("GET", `/api/recalls?holder=${accountOf("farm").address}`);
    expect(none.json<{ items: unknown[] }>().items).to.have.length(0);
  });

  it("are listed page by page, and from nowhere when the page before is unknown", async () => {
    const notices = [];
    for (const reason of ["first", "second", "third"])
      notices.unshift(await commitmentFrom({ ...noticeOf([BULK]), "recall:reason": reason }, "farm"));
    const page = async (query: string) =>
      (await backend().request("GET", `/api/recalls?limit=2${query}`)).json<{ items: RecallView[]; next: string | null }>();
    const first = await page("");
    const second = await page(`&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ commitment }) => commitment)).to.deep.equal(notices);
    expect(second.next).to.equal(null);
    expect(await page("&after=abc")).to.deep.equal({ items: [], next: null });
  });

  it("are kept, without a time to answer by, when their notice names one that no calendar has", async () => {
    const notice = await commitmentFrom(noticeOf([BULK], { answerBy: "+275760-09-13T00:00:00Z" }), "farm");
    expect(await opened(notice)).to.deep.include({ answerBy: null, state: "open" });
  });

  it("say which goods the notice should have named", async () => {
    const recall = await opened(await commitmentFrom(noticeOf([BULK]), "farm"));
    expect(recall.unnamed).to.deep.equal([SALAD]);
    await commitmentFrom(noticeOf([SALAD], { forwards: recall.commitment as Hex32 }), "kitchen");
    expect(await recallOf(recall.commitment as Hex32)).to.deep.include({ unnamed: [] });
    expect((await recallOf(recall.commitment as Hex32)).forwardedBy).to.have.length(1);
  });

  it("take an answer for what it covers, and from nobody else", async () => {
    const notice = await commitmentFrom(noticeOf([BULK, SALAD]), "farm");
    await opened(notice);
    const answer = (subjects: Subject[]) => answerEvent({ ...here, subjects, notice, outcome: "destroyed", note: "In the furnace" });
    await commitmentFrom(answer([SALAD]), "shop");
    await commitmentFrom(answer([SALAD]), "kitchen");
    const { tasks, counts } = await recallOf(notice);
    const of = (name: string) => tasks.find(({ party }) => party.account === accountOf(name).address);
    expect(of("shop")).to.deep.include({ state: "answered", open: [] });
    expect(of("shop")?.answers[0]).to.deep.include({ outcome: "destroyed", note: "In the furnace", state: "stored" });
    expect(of("kitchen")).to.deep.include({ state: "waiting", open: [BULK] });
    expect(counts).to.deep.equal({ subjects: 2, asked: 2, answered: 1, overdue: 0 });
  });

  it("reach whoever comes to hold the goods after the notice", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    await commitmentFrom({ ...SELLING, eventTime: "2026-04-21T12:00:00-04:00" }, "canteen");
    await follow();
    expect(accountsIn((await recallOf(notice)).tasks)).to.deep.equal(accounts("shop", "canteen"));
  });

  it("leave out what its author has taken back: an answer, an end, and the notice itself", async () => {
    const takenBack = (event: JsonObject): JsonObject => ({
      ...event,
      errorDeclaration: { declarationTime: "2026-04-21T13:00:00Z", reason: "incorrect_data" },
    });
    const written = noticeOf([SALAD]);
    const notice = await commitmentFrom(written, "kitchen");
    await opened(notice);
    const answer = answerEvent({ ...here, subjects: [SALAD], notice, outcome: "destroyed", note: null });
    await commitmentFrom(answer, "shop");
    expect((await recallOf(notice)).counts.answered).to.equal(1);
    await commitmentFrom(takenBack(answer), "shop");
    expect((await recallOf(notice)).counts.answered).to.equal(0);
    const end = endEvent({ ...here, subjects: [SALAD], notice, note: null });
    await commitmentFrom(end, "kitchen");
    expect((await recallOf(notice)).state).to.equal("ended");
    await commitmentFrom(takenBack(end), "kitchen");
    expect((await recallOf(notice)).state).to.equal("open");
    await commitmentFrom(takenBack(written), "kitchen");
    expectProblem(await backend().request("GET", `/api/recalls/${notice}`), 404, "recalls.unknown");
    setTime("2026-05-30T00:00:00Z");
    await follow();
    const { rows } = await backend().app.db.pool.query("SELECT step FROM recall_escalations");
    expect(rows).to.deep.equal([]);
  });

  it("end when their author says so, and nobody is late any more", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const end = endEvent({ ...here, subjects: [SALAD], notice, note: "The laboratory was wrong" });
    await commitmentFrom(end, "shop");
    expect((await recallOf(notice)).state).to.equal("open");
    const ended = await commitmentFrom(end, "kitchen");
    setTime("2026-06-01T00:00:00Z");
    await follow();
    const recall = await recallOf(notice);
    expect(recall).to.deep.include({ state: "ended", endedBy: ended });
    expect(recall.tasks.map(({ state, escalations }) => [state, escalations.length])).to.deep.equal([["ended", 0]]);
  });

  it("are noted as ended only when their author says so, and as answered only by those asked", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const said = { ...here, subjects: [SALAD], notice, note: null };
    const logged = async () =>
      (
        await backend().app.db.pool.query<{ action: string; actor: string; subject: string }>(
          "SELECT action, actor, subject FROM audit_entries WHERE action IN ('recall.answered', 'recall.ended') ORDER BY stream, sequence",
        )
      ).rows;
    // Nothing ever leaves the log: what the tests before this one did stands in it, too.
    const before = (await logged()).length;
    for (const name of ["canteen", "shop"]) {
      await commitmentFrom(endEvent(said), name);
      await commitmentFrom(answerEvent({ ...said, outcome: "destroyed" }), name);
    }
    const ended = await commitmentFrom(endEvent({ ...said, note: "Over" }), "kitchen");
    const rows = (await logged()).slice(before);
    expect(rows.map(({ action, actor }) => [action, actor])).to.deep.equal([
      ["recall.answered", accountOf("shop").address],
      ["recall.ended", accountOf("kitchen").address],
    ]);
    expect(rows[1]?.subject).to.equal(ended);
  });

  it("survive a captured unit that nobody has heard of, and a notice that was sent twice", async () => {
    const first = await commitmentFrom(noticeOf([BOX]), "farm");
    const again = await captureSigned(backend(), noticeOf([BOX]), "farm", "another salt");
    expect(again.json<{ commitment: string }>().commitment).to.equal(first);
    expect((await opened(first)).tasks).to.deep.equal([]);
  });

  it("stand on the page of everything that they name, as a finding of the one who made the goods", async () => {
    await commitmentFrom(noticeOf([BULK, SALAD]), "farm");
    const journey = (await backend().request("GET", `/api/journeys?subject=${encodeURIComponent(SALAD)}`)).json<{
      findings: { rule: string; message: string }[];
    }>();
    const [first] = journey.findings;
    expect(first?.rule).to.equal("recalled");
    expect(first?.message).to.contain("Its reason: Listeria.");
  });

  it("stand on the page of a pallet while it carries some of the goods, and not on that of another lot beside them", async () => {
    const [packed, , , unpacked] = ON_A_PALLET.map(([event]) => event) as [JsonObject, JsonObject, JsonObject, JsonObject];
    await commitmentFrom(packed, "cooler");
    const notice = await commitmentFrom(noticeOf([BULK]), "farm");
    const recallsOn = async (subject: string) => {
      const journey = (await backend().request("GET", `/api/journeys?subject=${encodeURIComponent(subject)}`)).json<{
        recalls: { commitment: string }[];
      }>();
      return journey.recalls.map(({ commitment }) => commitment);
    };
    expect(await recallsOn(BOX)).to.deep.equal([notice]);
    expect(await recallsOn(UNRELATED)).to.deep.equal([]);
    const stranger = await commitmentFrom(noticeOf([BULK]), "canteen");
    expect(await recallsOn(BOX)).not.to.include(stranger);
    const end = endEvent({ ...here, subjects: [BULK], notice, note: null });
    const ended = await commitmentFrom(end, "farm");
    expect(await recallsOn(BOX)).to.deep.equal([]);
    await commitmentFrom({ ...end, errorDeclaration: { declarationTime: "2026-04-21T13:00:00Z", reason: "incorrect_data" } }, "farm");
    expect(await recallsOn(BOX), ended).to.deep.equal([notice]);
    await commitmentFrom(unpacked, "cooler");
    expect(await recallsOn(BOX)).to.deep.equal([]);
  });
});
