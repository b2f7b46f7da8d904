import { expect } from "chai";
import { answerEvent } from "@waybill/protocol/recall/recall-event";
import { escalationCommitment } from "@waybill/protocol/recall/escalation";
import { escalationProof, type RecallView } from "@waybill/protocol/schemas/api/recalls";
import { journeyView } from "@waybill/protocol/schemas/api/traceability";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { escalationSource } from "../../src/modules/recalls/escalations.store.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { recallWorld, SALAD, SELLING } from "../support/recall-world.ts";
import { here, noticeOf } from "../support/recalled.ts";

describe("recalls that are not answered in time", () => {
  const { backend, commitmentFrom, follow, opened, recallOf, setTime } = recallWorld();

  it("are escalated step by step once the time is up, each step once", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const escalations = async (then: string) => {
      setTime(then);
      for (let round = 0; round < 2; round++) await follow();
      return (await recallOf(notice)).tasks.map(({ state, escalations: steps }) => [state, steps.length]);
    };
    expect(await escalations("2026-04-22T12:59:59Z")).to.deep.equal([["waiting", 0]]);
    expect(await escalations("2026-04-22T13:00:01Z")).to.deep.equal([["overdue", 1]]);
    expect(await escalations("2026-04-23T13:00:01Z")).to.deep.equal([["overdue", 2]]);
    expect(await escalations("2026-05-30T00:00:00Z")).to.deep.equal([["overdue", 3]]);
    const { rows } = await backend().app.db.pool.query("SELECT step FROM recall_escalations ORDER BY step");
    expect(rows).to.deep.equal([{ step: 1 }, { step: 2 }, { step: 3 }]);
  });

  describe("that nobody answers", () => {
    const DAYS = ["2026-04-22T13:00:01Z", "2026-04-23T13:00:01Z", "2026-04-24T13:00:01Z"];
    const lateBy = async (tiers: number) => {
      const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
      await opened(notice);
      for (const day of DAYS.slice(0, tiers)) {
        setTime(day);
        await follow();
      }
      return notice;
    };
    const waiting = () => inTransaction(backend().app, (ctx) => escalationSource.listUnanchored(ctx, 10));

    it("tell the holder in its own list first, the author in its own a day later, and everybody on the page of the goods another day later", async () => {
      const listed = async (query: string) =>
        (await backend().request("GET", `/api/recalls?${query}`))
          .json<{ items: RecallView[] }>()
          .items.map(({ asked, escalated }) => ({ asked, escalated }));
      const silent = async () =>
        journeyView
          .parse((await backend().request("GET", `/api/journeys?subject=${encodeURIComponent(SALAD)}`)).json())
          .recalls.map((recall) => recall.silent);
      const notice = await lateBy(0);
      for (const [tier, escalated, told] of [
        [0, { holder: 0, author: 0, everybody: 0 }, 0],
        [1, { holder: 1, author: 0, everybody: 0 }, 0],
        [2, { holder: 1, author: 1, everybody: 0 }, 0],
        [3, { holder: 1, author: 1, everybody: 1 }, 1],
      ] as const) {
        setTime(DAYS[tier - 1] ?? "2026-04-22T12:00:00Z");
        await follow();
        const [own] = await listed(`holder=${accountOf("shop").address}`);
        expect(own?.asked).to.deep.equal({
          state: tier === 0 ? "waiting" : "overdue",
          escalatedTo: [null, "holder", "author", "everybody"][tier],
        });
        expect(await listed(`author=${accountOf("kitchen").address}`)).to.deep.equal([{ asked: null, escalated }]);
        expect(await silent()).to.deep.equal([told]);
      }
      await commitmentFrom(answerEvent({ ...here, subjects: [SALAD], notice, outcome: "destroyed", note: null }), "shop");
      expect(await silent()).to.deep.equal([0]);
      expect((await recallOf(notice)).escalated).to.deep.equal({ holder: 0, author: 0, everybody: 0 });
      expect((await recallOf(notice)).tasks[0]?.escalations.map(({ to }) => to)).to.deep.equal(["holder", "author", "everybody"]);
    });

    it("let each step wait for the next batch as a record that anybody hashes again, and never twice", async () => {
      const notice = await lateBy(2);
      const steps = (await recallOf(notice)).tasks.flatMap(({ escalations }) => escalations);
      expect((await waiting()).map(({ commitment }) => commitment)).to.deep.equal(steps.map(({ commitment }) => commitment));
      expect((await waiting()).every(({ isRecord }) => isRecord)).to.equal(true);
      for (const [index, { commitment, to, state }] of steps.entries()) {
        const proof = escalationProof.parse((await backend().request("GET", `/api/recalls/${notice}/escalations/${commitment}`)).json());
        const at = new Date(DAYS[index] ?? 0).toISOString();
        expect(proof.record).to.deep.equal({ notice, account: accountOf("shop").address, tier: index + 1, to, at });
        expect(escalationCommitment(proof.record)).to.equal(commitment);
        expect([state, proof.state, proof.anchoring]).to.deep.equal(["stored", "stored", null]);
      }
      await inTransaction(backend().app, async (ctx) => {
        await ctx.tx.query("INSERT INTO batches VALUES (1, 'a', 'p', 'r', 3, 0, now())");
        await escalationSource.assignBatch(
          ctx,
          steps.map(({ commitment }) => commitment as Hex32),
          1,
        );
      });
      await follow();
      expect(await waiting()).to.deep.equal([]);
      const [first] = steps;
      backend().chain.progress.set(first?.commitment as Hex32, { state: "final", anchor: null });
      expect((await recallOf(notice)).tasks[0]?.escalations.map(({ state }) => state)).to.deep.equal(["final", "stored"]);
      await backend().owner.query("TRUNCATE recall_escalations, batches CASCADE");
    });

    it("say each step once to whoever listens", async () => {
      await lateBy(3);
      await follow();
      const { rows } = await backend().app.db.pool.query<{ tier: number }>(
        "SELECT (payload->'escalation'->'tier')::int AS tier FROM outbox WHERE type = 'recall' AND payload ? 'escalation' ORDER BY id",
      );
      expect(rows.map(({ tier }) => tier)).to.deep.equal([1, 2, 3]);
    });

    it("have no other escalations", async () => {
      const notice = await lateBy(1);
      expectProblem(await backend().request("GET", `/api/recalls/${notice}/escalations/${notice}`), 404, "recalls.unknown-escalation");
    });
  });

  it("give whoever is asked after the deadline as much time as the first had", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    setTime("2026-04-25T12:00:00Z");
    await commitmentFrom({ ...SELLING, eventTime: "2026-04-25T12:00:00Z" }, "canteen");
    const standing = async (then: string) => {
      setTime(then);
      await follow();
      const task = (await recallOf(notice)).tasks.find(({ party }) => party.account === accountOf("canteen").address);
      return [task?.state, task?.escalations.length];
    };
    expect(await standing("2026-04-25T12:00:00Z")).to.deep.equal(["waiting", 0]);
    expect(await standing("2026-04-26T10:59:00Z")).to.deep.equal(["waiting", 0]);
    expect(await standing("2026-04-26T11:01:00Z")).to.deep.equal(["overdue", 1]);
  });
});
