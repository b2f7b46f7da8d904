import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { answerEvent, endEvent } from "@waybill/protocol/recall/recall-event";
import { escalationCommitment } from "@waybill/protocol/recall/escalation";
import { escalationProof, recallSimulation, recallView, type RecallView } from "@waybill/protocol/schemas/api/recalls";
import { journeyView, type CustodyView } from "@waybill/protocol/schemas/api/traceability";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { escalationSource } from "../../src/modules/recalls/escalations.store.ts";
import { createRecallsService } from "../../src/modules/recalls/recalls.service.ts";
import { simulateRecall } from "../../src/modules/recalls/simulate.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { createFakeCustody } from "../support/fake-chain.ts";
import { captureSigned, makeActor, observation } from "../support/events.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { BOX, BULK, HARVEST, here, lots, noticeOf, packing } from "../support/recalled.ts";
import { waitFor } from "../support/wait-for.ts";

const SALAD = "https://id.gs1.org/01/09506000134369/10/SALAD" as Subject;
const NOWHERE = "9506000134390";
const ELSEWHERE = "9506000134406";
const UNRELATED = "https://id.gs1.org/01/09506000134352/10/UNRELATED";

const MAKING: JsonObject = {
  ...observation({ type: "TransformationEvent", eventTime: "2026-04-18T08:00:00-04:00", bizStep: "commissioning" }),
  ...{ inputQuantityList: lots(BULK), outputQuantityList: lots(SALAD) },
};
delete MAKING["action"];
delete MAKING["quantityList"];
const SHIPPING = observation({
  eventTime: "2026-04-19T08:00:00-04:00",
  quantityList: lots(SALAD),
  destinationList: [{ type: "location", destination: `https://id.gs1.org/414/${NOWHERE}` }],
});
const SELLING = observation({ eventTime: "2026-04-20T08:00:00-04:00", bizStep: "receiving", quantityList: lots(SALAD) });

const ofBox = (time: string, change: JsonObject): JsonObject => ({
  ...observation({ eventTime: `2026-04-${time}:00:00-04:00`, ...change }),
  ...{ epcList: [BOX], quantityList: [] },
});
/** The farm's lot travels on a pallet with another; who takes the pallet says nothing of what is on it. */
const ON_A_PALLET: readonly (readonly [JsonObject, string])[] = [
  [packing("ADD", "17T10", BULK, UNRELATED), "farm"],
  [ofBox("17T12", { destinationList: [{ type: "location", destination: `https://id.gs1.org/414/${ELSEWHERE}` }] }), "farm"],
  [ofBox("18T12", { bizStep: "receiving" }), "cooler"],
  [packing("DELETE", "19T10", BULK), "farm"],
  [ofBox("20T12", { bizStep: "receiving" }), "canteen"],
];

describe("recalls", () => {
  let backend: TestBackend;
  let now = new Date("2026-04-21T14:00:00Z");
  const follow = () => createRecallsService({ custody: createFakeCustody() }).followAll(backend.app);
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    now = new Date("2026-04-21T14:00:00Z");
    for (const name of ["farm", "kitchen", "shop", "cooler", "canteen"]) makeActor(backend, name);
    for (const [event, name] of [
      [HARVEST, "farm"],
      [MAKING, "kitchen"],
      [SHIPPING, "kitchen"],
      [SELLING, "shop"],
    ] as const)
      await commitmentFrom(event, name);
  });

  async function commitmentFrom(event: JsonObject, name: string): Promise<Hex32> {
    const answer = await captureSigned(backend, event, name);
    expect(answer.status, answer.text).to.equal(201);
    return answer.json<{ commitment: Hex32 }>().commitment;
  }

  async function recallOf(notice: Hex32): Promise<RecallView> {
    return recallView.parse((await backend.request("GET", `/api/recalls/${notice}`)).json());
  }

  async function opened(notice: Hex32): Promise<RecallView> {
    return waitFor("the holders", async () => {
      const recall = await recallOf(notice);
      return recall.opened ? recall : undefined;
    });
  }

  async function simulationOf(subject: string, more = "") {
    const answer = await backend.request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(subject)}${more}`);
    return recallSimulation.parse(answer.json());
  }

  const held = (views: readonly { party: { account: string }; subjects: string[] }[], name: string) =>
    views.find(({ party }) => party.account === accountOf(name).address)?.subjects;
  const names = (views: readonly { party: { account: string } }[]) => views.map(({ party }) => party.account).sort();
  const accounts = (...of: string[]) => of.map((name) => accountOf(name).address).sort();

  describe("before they are announced", () => {
    it("show everything that became of the goods, who may have some, and the places that nobody is known at", async () => {
      const answer = await backend.request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(BULK)}`);
      const simulation = recallSimulation.parse(answer.json());
      expect(simulation.tiers).to.deep.equal([
        { level: 0, goods: [BULK], carriers: [] },
        { level: 1, goods: [SALAD], carriers: [] },
      ]);
      expect(simulation.scope).to.deep.equal([BULK, SALAD]);
      expect(names(simulation.holders)).to.deep.equal(accounts("farm", "kitchen", "shop"));
      expect(simulation.unreached.map(({ place, subjects }) => [place.gln, subjects])).to.deep.equal([[NOWHERE, [SALAD]]]);
      expect(simulation.stoppedBy).to.equal(null);
    });

    it("can begin with an event: with all that it is about", async () => {
      const { eventId } = (await captureSigned(backend, MAKING, "farm")).json<{ eventId: string }>();
      const hash = `0x${/[0-9a-f]{64}/.exec(eventId)?.[0]}`;
      const simulation = recallSimulation.parse((await backend.request("GET", `/api/recalls/simulation?event=${hash}`)).json());
      expect(simulation.roots).to.have.members([BULK, SALAD]);
    });

    it("name whoever had only the pallet while the goods were on it, and nobody who had it later", async () => {
      const notice = await commitmentFrom(noticeOf([BULK]), "farm");
      for (const [event, name] of ON_A_PALLET) await commitmentFrom(event, name);
      const simulation = await simulationOf(BULK);
      expect(simulation.scope).to.have.members([BULK, SALAD]);
      expect(simulation.tiers.flatMap(({ carriers }) => carriers)).to.deep.equal([BOX]);
      expect(names(simulation.holders)).to.deep.equal(accounts("farm", "kitchen", "shop", "cooler"));
      expect(held(simulation.holders, "cooler")).to.deep.equal([BULK]);
      expect(simulation.unreached.map(({ place, subjects }) => [place.gln, subjects])).to.have.deep.members([
        [NOWHERE, [SALAD]],
        [ELSEWHERE, [BULK]],
      ]);
      await follow();
      const recall = await opened(notice);
      expect(held(recall.tasks, "cooler")).to.deep.equal([BULK]);
      expect(names(recall.tasks)).to.deep.equal(accounts("kitchen", "cooler"));
    });

    it("name whoever has the pallet by the chain, since before the goods were taken from it", async () => {
      for (const [event, name] of ON_A_PALLET) await commitmentFrom(event, name);
      const reach = async (at: string) => {
        const carrier = { account: accountOf("carrier").address, name: null, gln: null, country: null };
        const handedOver = {
          kind: "handed-over",
          seq: 1,
          from: null,
          to: carrier,
          at,
          transactionHash: "0x00",
          blockNumber: 1,
          finality: "final",
        };
        const open = { subject: BOX, unit: "0x00", holder: carrier, seq: 1, status: "open", finality: "final", steps: [handedOver] };
        const custody = { ...createFakeCustody(), custodyOfSubjects: async () => [open] as unknown as CustodyView[] };
        return names((await simulateRecall({ tx: backend.app.db.dataSource.manager }, { custody, orders: [] }, [BULK])).holders);
      };
      expect(await reach("2026-04-18T13:00:00Z")).to.include(accountOf("carrier").address);
      expect(await reach("2026-04-20T13:00:00Z")).not.to.include(accountOf("carrier").address);
    });

    describe("with orders", () => {
      const PO = "urn:epcglobal:cbv:bt:9506000134376:PO-77";
      const OTHER = "urn:epcglobal:cbv:bt:9506000134376:PO-78";
      const on = (order: string) => ({ bizTransactionList: [{ type: "po", bizTransaction: order }] });
      const transaction = (action: string, day: number, change: JsonObject): JsonObject => ({
        ...observation({ type: "TransactionEvent", action, bizStep: "other", eventTime: `2026-04-${day}T08:00:00-04:00` }),
        ...change,
      });
      const openOrders = async () => {
        const answer = await backend.request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(BULK)}`);
        return recallSimulation.parse(answer.json()).openOrders;
      };
      const ids = async () => (await openOrders()).map(({ order }) => order);

      it("name those that any of the goods are linked to, and the event that says so", async () => {
        const commitment = await commitmentFrom(transaction("ADD", 21, { ...on(PO), quantityList: lots(SALAD) }), "kitchen");
        await commitmentFrom(
          transaction("ADD", 21, { ...on(OTHER), quantityList: lots("https://id.gs1.org/01/09506000134369/10/NEXT") }),
          "kitchen",
        );
        const despatch = { bizTransactionList: [{ type: "desadv", bizTransaction: OTHER }] };
        await commitmentFrom(transaction("ADD", 21, { ...despatch, quantityList: lots(SALAD) }), "kitchen");
        const orders = await openOrders();
        expect(orders.map(({ order, subjects, commitment: by }) => [order, subjects, by])).to.deep.equal([[PO, [SALAD], commitment]]);
        expect(orders[0]?.saidBy.account).to.equal(accountOf("kitchen").address);
        const recall = await opened(await commitmentFrom(noticeOf([SALAD]), "kitchen"));
        expect(recall.openOrders).to.deep.equal(orders);
      });

      it("find the order of a pallet that the goods lie on", async () => {
        const packed = { type: "AggregationEvent", parentID: BOX, childQuantityList: lots(SALAD), bizStep: "packing" };
        const { quantityList: _, ...packing } = observation({ ...packed, action: "ADD", eventTime: "2026-04-19T07:00:00-04:00" });
        await commitmentFrom(packing, "kitchen");
        await commitmentFrom({ ...transaction("ADD", 21, on(PO)), epcList: [BOX], quantityList: [] }, "kitchen");
        expect((await openOrders()).map(({ order, subjects }) => [order, subjects])).to.deep.equal([[PO, [BOX]]]);
      });

      for (const [how, closing] of [
        ["the goods are taken out of", transaction("DELETE", 22, { ...on(PO), quantityList: lots(SALAD) })],
        ["everything is taken out of", transaction("DELETE", 22, { ...on(PO), epcList: [], quantityList: [] })],
        [
          "the goods are received on",
          observation({ ...on(PO), bizStep: "receiving", eventTime: "2026-04-22T08:00:00-04:00", quantityList: lots(SALAD) }),
        ],
        [
          "the goods are received without a word of",
          observation({ bizStep: "accepting", eventTime: "2026-04-22T08:00:00-04:00", quantityList: lots(SALAD) }),
        ],
      ] as const)
        it(`do not name an order any more once ${how} it`, async () => {
          await commitmentFrom(transaction("ADD", 21, { ...on(PO), quantityList: lots(SALAD) }), "kitchen");
          expect(await ids()).to.deep.equal([PO]);
          await commitmentFrom(closing, "shop");
          expect(await ids()).to.deep.equal([]);
        });

      it("still name one that the goods were linked to again, or when they were received on another", async () => {
        await commitmentFrom(transaction("DELETE", 20, { ...on(PO), quantityList: lots(SALAD) }), "kitchen");
        await commitmentFrom(transaction("ADD", 21, { ...on(PO), quantityList: lots(SALAD) }), "kitchen");
        const received = { ...on(OTHER), bizStep: "receiving", quantityList: lots(SALAD), eventTime: "2026-04-22T08:00:00-04:00" };
        await commitmentFrom(observation(received), "shop");
        expect(await ids()).to.deep.equal([PO]);
      });

      it("do not count a link that was declared to be in error", async () => {
        const link = transaction("ADD", 21, { ...on(PO), quantityList: lots(SALAD) });
        await commitmentFrom(link, "kitchen");
        const errorDeclaration = { declarationTime: "2026-04-21T12:00:00Z", reason: "did_not_occur" };
        await commitmentFrom({ ...link, errorDeclaration }, "kitchen");
        expect(await ids()).to.deep.equal([]);
      });
    });

    it("count the same holders that the notice then asks: not their author", async () => {
      const simulation = await simulationOf(BULK, `&author=${accountOf("farm").address.toLowerCase()}`);
      expect(names(simulation.holders)).to.deep.equal(accounts("kitchen", "shop"));
      const alone = "https://id.gs1.org/01/09506000134352/10/ALONE";
      await commitmentFrom({ ...HARVEST, quantityList: lots(alone) }, "farm");
      const own = await simulationOf(alone, `&author=${accountOf("farm").address}`);
      expect(own).to.deep.include({ scope: [alone], holders: [] });
    });

    it("need goods that somebody has reported, otherwise than by calling them back", async () => {
      const slip = encodeURIComponent("https://id.gs1.org/01/09506000134352/10/SLIP");
      expectProblem(await backend.request("GET", `/api/recalls/simulation?subject=${slip}`), 404, "recalls.nothing-reported");
      await commitmentFrom(noticeOf([BOX]), "farm");
      const box = encodeURIComponent(BOX);
      expectProblem(await backend.request("GET", `/api/recalls/simulation?subject=${box}`), 404, "recalls.nothing-reported");
    });

    it("need something that is recalled", async () => {
      expectProblem(await backend.request("GET", "/api/recalls/simulation"), 400, "recalls.nothing-selected");
      expectProblem(await backend.request("GET", `/api/recalls/simulation?event=0x${"ab".repeat(32)}`), 400, "recalls.nothing-selected");
      expectProblem(await backend.request("GET", `/api/recalls/0x${"ab".repeat(32)}`), 404, "recalls.unknown");
    });
  });

  it("ask everybody who may have some of the goods, but not their author", async () => {
    const notice = await commitmentFrom(noticeOf([BULK, SALAD]), "farm");
    const recall = await opened(notice);
    expect(recall).to.deep.include({ reason: "Listeria", risk: "serious", instruction: "Destroy it", state: "open", unnamed: [] });
    expect(names(recall.tasks)).to.deep.equal(accounts("kitchen", "shop"));
    expect(recall.tasks.map(({ state }) => state)).to.deep.equal(["waiting", "waiting"]);
    const list = await backend.request("GET", `/api/recalls?holder=${accountOf("shop").address}&state=open`);
    expect(list.json<{ items: { commitment: string }[] }>().items.map(({ commitment }) => commitment)).to.deep.equal([notice]);
    const none = await backend.request("GET", `/api/recalls?holder=${accountOf("farm").address}`);
    expect(none.json<{ items: unknown[] }>().items).to.have.length(0);
  });

  it("are listed page by page, and from nowhere when the page before is unknown", async () => {
    const notices = [];
    for (const reason of ["first", "second", "third"])
      notices.unshift(await commitmentFrom({ ...noticeOf([BULK]), "recall:reason": reason }, "farm"));
    const page = async (query: string) =>
      (await backend.request("GET", `/api/recalls?limit=2${query}`)).json<{ items: RecallView[]; next: string | null }>();
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

  it("are escalated step by step once the time is up, each step once", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const escalations = async (then: string) => {
      now = new Date(then);
      for (let round = 0; round < 2; round++) await follow();
      return (await recallOf(notice)).tasks.map(({ state, escalations: steps }) => [state, steps.length]);
    };
    expect(await escalations("2026-04-22T12:59:59Z")).to.deep.equal([["waiting", 0]]);
    expect(await escalations("2026-04-22T13:00:01Z")).to.deep.equal([["overdue", 1]]);
    expect(await escalations("2026-04-23T13:00:01Z")).to.deep.equal([["overdue", 2]]);
    expect(await escalations("2026-05-30T00:00:00Z")).to.deep.equal([["overdue", 3]]);
    const { rows } = await backend.app.db.pool.query("SELECT step FROM recall_escalations ORDER BY step");
    expect(rows).to.deep.equal([{ step: 1 }, { step: 2 }, { step: 3 }]);
  });

  describe("that nobody answers", () => {
    const DAYS = ["2026-04-22T13:00:01Z", "2026-04-23T13:00:01Z", "2026-04-24T13:00:01Z"];
    const lateBy = async (tiers: number) => {
      const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
      await opened(notice);
      for (const day of DAYS.slice(0, tiers)) {
        now = new Date(day);
        await follow();
      }
      return notice;
    };
    const waiting = () => inTransaction(backend.app, (ctx) => escalationSource.listUnanchored(ctx, 10));

    it("tell the holder in its own list first, the author in its own a day later, and everybody on the page of the goods another day later", async () => {
      const listed = async (query: string) =>
        (await backend.request("GET", `/api/recalls?${query}`))
          .json<{ items: RecallView[] }>()
          .items.map(({ asked, escalated }) => ({ asked, escalated }));
      const silent = async () =>
        journeyView
          .parse((await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(SALAD)}`)).json())
          .recalls.map((recall) => recall.silent);
      const notice = await lateBy(0);
      for (const [tier, escalated, told] of [
        [0, { holder: 0, author: 0, everybody: 0 }, 0],
        [1, { holder: 1, author: 0, everybody: 0 }, 0],
        [2, { holder: 1, author: 1, everybody: 0 }, 0],
        [3, { holder: 1, author: 1, everybody: 1 }, 1],
      ] as const) {
        now = new Date(DAYS[tier - 1] ?? "2026-04-22T12:00:00Z");
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
        const proof = escalationProof.parse((await backend.request("GET", `/api/recalls/${notice}/escalations/${commitment}`)).json());
        const at = new Date(DAYS[index] ?? 0).toISOString();
        expect(proof.record).to.deep.equal({ notice, account: accountOf("shop").address, tier: index + 1, to, at });
        expect(escalationCommitment(proof.record)).to.equal(commitment);
        expect([state, proof.state, proof.anchoring]).to.deep.equal(["stored", "stored", null]);
      }
      await inTransaction(backend.app, async (ctx) => {
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
      backend.chain.progress.set(first?.commitment as Hex32, { state: "final", anchor: null });
      expect((await recallOf(notice)).tasks[0]?.escalations.map(({ state }) => state)).to.deep.equal(["final", "stored"]);
      await backend.app.db.pool.query("TRUNCATE recall_escalations, batches CASCADE");
    });

    it("say each step once to whoever listens", async () => {
      await lateBy(3);
      await follow();
      const { rows } = await backend.app.db.pool.query<{ tier: number }>(
        "SELECT (payload->'escalation'->'tier')::int AS tier FROM outbox WHERE type = 'recall' AND payload ? 'escalation' ORDER BY id",
      );
      expect(rows.map(({ tier }) => tier)).to.deep.equal([1, 2, 3]);
    });

    it("have no other escalations", async () => {
      const notice = await lateBy(1);
      expectProblem(await backend.request("GET", `/api/recalls/${notice}/escalations/${notice}`), 404, "recalls.unknown-escalation");
    });
  });

  it("reach whoever comes to hold the goods after the notice", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    await commitmentFrom({ ...SELLING, eventTime: "2026-04-21T12:00:00-04:00" }, "canteen");
    await follow();
    expect(names((await recallOf(notice)).tasks)).to.deep.equal(accounts("shop", "canteen"));
  });

  it("give whoever is asked after the deadline as much time as the first had", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    now = new Date("2026-04-25T12:00:00Z");
    await commitmentFrom({ ...SELLING, eventTime: "2026-04-25T12:00:00Z" }, "canteen");
    const standing = async (then: string) => {
      now = new Date(then);
      await follow();
      const task = (await recallOf(notice)).tasks.find(({ party }) => party.account === accountOf("canteen").address);
      return [task?.state, task?.escalations.length];
    };
    expect(await standing("2026-04-25T12:00:00Z")).to.deep.equal(["waiting", 0]);
    expect(await standing("2026-04-26T10:59:00Z")).to.deep.equal(["waiting", 0]);
    expect(await standing("2026-04-26T11:01:00Z")).to.deep.equal(["overdue", 1]);
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
    expectProblem(await backend.request("GET", `/api/recalls/${notice}`), 404, "recalls.unknown");
    now = new Date("2026-05-30T00:00:00Z");
    await follow();
    const { rows } = await backend.app.db.pool.query("SELECT step FROM recall_escalations");
    expect(rows).to.deep.equal([]);
  });

  it("end when their author says so, and nobody is late any more", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const end = endEvent({ ...here, subjects: [SALAD], notice, note: "The laboratory was wrong" });
    await commitmentFrom(end, "shop");
    expect((await recallOf(notice)).state).to.equal("open");
    const ended = await commitmentFrom(end, "kitchen");
    now = new Date("2026-06-01T00:00:00Z");
    await follow();
    const recall = await recallOf(notice);
    expect(recall).to.deep.include({ state: "ended", endedBy: ended });
    expect(recall.tasks.map(({ state, escalations }) => [state, escalations.length])).to.deep.equal([["ended", 0]]);
  });

  it("stand on the page of everything that they name, as a finding of the one who made the goods", async () => {
    await commitmentFrom(noticeOf([BULK, SALAD]), "farm");
    const journey = (await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(SALAD)}`)).json<{
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
      const journey = (await backend.request("GET", `/api/journeys?subject=${encodeURIComponent(subject)}`)).json<{
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

  it("are noted as ended only when their author says so, and as answered only by those asked", async () => {
    const notice = await commitmentFrom(noticeOf([SALAD]), "kitchen");
    await opened(notice);
    const said = { ...here, subjects: [SALAD], notice, note: null };
    const logged = async () =>
      (
        await backend.app.db.pool.query<{ action: string; actor: string; subject: string }>(
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
    const again = await captureSigned(backend, noticeOf([BOX]), "farm", "another salt");
    expect(again.json<{ commitment: string }>().commitment).to.equal(first);
    expect((await opened(first)).tasks).to.deep.equal([]);
  });
});
