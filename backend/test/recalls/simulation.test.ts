import { expect } from "chai";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { recallSimulation } from "@waybill/protocol/schemas/api/recalls";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { simulateRecall } from "../../src/modules/recalls/simulate.ts";
import { captureSigned, observation } from "../support/events.ts";
import { createFakeCustody } from "../support/fake-chain.ts";
import { accountOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { accounts, accountsIn, ELSEWHERE, MAKING, NOWHERE, ON_A_PALLET, recallWorld, SALAD } from "../support/recall-world.ts";
import { BOX, BULK, HARVEST, lots, noticeOf } from "../support/recalled.ts";

describe("recalls before they are announced", () => {
  const { backend, commitmentFrom, follow, opened, simulationOf } = recallWorld();
  const held = (views: readonly { party: { account: string }; subjects: string[] }[], name: string) =>
    views.find(({ party }) => party.account === accountOf(name).address)?.subjects;

  it("show everything that became of the goods, who may have some, and the places that nobody is known at", async () => {
    const answer = await backend().request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(BULK)}`);
    const simulation = recallSimulation.parse(answer.json());
    expect(simulation.tiers).to.deep.equal([
      { level: 0, goods: [BULK], carriers: [] },
      { level: 1, goods: [SALAD], carriers: [] },
    ]);
    expect(simulation.scope).to.deep.equal([BULK, SALAD]);
    expect(accountsIn(simulation.holders)).to.deep.equal(accounts("farm", "kitchen", "shop"));
    expect(simulation.unreached.map(({ place, subjects }) => [place.gln, subjects])).to.deep.equal([[NOWHERE, [SALAD]]]);
    expect(simulation.stoppedBy).to.equal(null);
  });

  it("can begin with an event: with all that it is about", async () => {
    const { eventId } = (await captureSigned(backend(), MAKING, "farm")).json<{ eventId: string }>();
    const hash = `0x${/[0-9a-f]{64}/.exec(eventId)?.[0]}`;
    const simulation = recallSimulation.parse((await backend().request("GET", `/api/recalls/simulation?event=${hash}`)).json());
    expect(simulation.roots).to.have.members([BULK, SALAD]);
  });

  it("name whoever had only the pallet while the goods were on it, and nobody who had it later", async () => {
    const notice = await commitmentFrom(noticeOf([BULK]), "farm");
    for (const [event, name] of ON_A_PALLET) await commitmentFrom(event, name);
    const simulation = await simulationOf(BULK);
    expect(simulation.scope).to.have.members([BULK, SALAD]);
    expect(simulation.tiers.flatMap(({ carriers }) => carriers)).to.deep.equal([BOX]);
    expect(accountsIn(simulation.holders)).to.deep.equal(accounts("farm", "kitchen", "shop", "cooler"));
    expect(held(simulation.holders, "cooler")).to.deep.equal([BULK]);
    expect(simulation.unreached.map(({ place, subjects }) => [place.gln, subjects])).to.have.deep.members([
      [NOWHERE, [SALAD]],
      [ELSEWHERE, [BULK]],
    ]);
    await follow();
    const recall = await opened(notice);
    expect(held(recall.tasks, "cooler")).to.deep.equal([BULK]);
    expect(accountsIn(recall.tasks)).to.deep.equal(accounts("kitchen", "cooler"));
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
      return accountsIn((await simulateRecall({ tx: backend().app.db.dataSource.manager }, { custody, orders: [] }, [BULK])).holders);
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
      const answer = await backend().request("GET", `/api/recalls/simulation?subject=${encodeURIComponent(BULK)}`);
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
    expect(accountsIn(simulation.holders)).to.deep.equal(accounts("kitchen", "shop"));
    const alone = "https://id.gs1.org/01/09506000134352/10/ALONE";
    await commitmentFrom({ ...HARVEST, quantityList: lots(alone) }, "farm");
    const own = await simulationOf(alone, `&author=${accountOf("farm").address}`);
    expect(own).to.deep.include({ scope: [alone], holders: [] });
  });

  it("need goods that somebody has reported, otherwise than by calling them back", async () => {
    const slip = encodeURIComponent("https://id.gs1.org/01/09506000134352/10/SLIP");
    expectProblem(await backend().request("GET", `/api/recalls/simulation?subject=${slip}`), 404, "recalls.nothing-reported");
    await commitmentFrom(noticeOf([BOX]), "farm");
    const box = encodeURIComponent(BOX);
    expectProblem(await backend().request("GET", `/api/recalls/simulation?subject=${box}`), 404, "recalls.nothing-reported");
  });

  it("need something that is recalled", async () => {
    expectProblem(await backend().request("GET", "/api/recalls/simulation"), 400, "recalls.nothing-selected");
    expectProblem(await backend().request("GET", `/api/recalls/simulation?event=0x${"ab".repeat(32)}`), 400, "recalls.nothing-selected");
    expectProblem(await backend().request("GET", `/api/recalls/0x${"ab".repeat(32)}`), 404, "recalls.unknown");
  });
});
