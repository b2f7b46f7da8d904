import type { ContentItem } from "@waybill/protocol/schemas/api/custody";
import type { CustodyView } from "@waybill/protocol/schemas/api/traceability";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { expect } from "chai";
import { httpRequest } from "../../../scripts/cli/verify/http-request.ts";
import { createWarehouseDatabase } from "../support/databases.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { startFakeShop, TOKEN, type FakeShop } from "../support/warehouse/fake-shop.ts";
import { startWarehouseProcess, type WarehouseProcess } from "../support/warehouse/process.ts";
import { addStaff, basic, BOOK, clientOf, environmentOf, handsOf, PENCIL } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

describe("proofs of what a warehouse ships", function () {
  this.timeout(300_000);
  let world: ChainWorld;
  let backend: ChainBackend;
  let shop: FakeShop;
  let databaseUrl: string;
  let running: WarehouseProcess;
  before(async () => {
    world = await startChainWorld();
    backend = await startChainBackend(world);
    await registerActor(backend, world, KEYS.alice, "Alpha Warehouse");
    shop = await startFakeShop(backend.url);
    databaseUrl = (await createWarehouseDatabase()).url;
  });
  after(async () => {
    running.signal("SIGKILL");
    await shop.stop();
    await backend.stop();
    await world.stop();
  });

  let url = "";
  async function start(faultAt: string): Promise<void> {
    running = startWarehouseProcess(
      environmentOf(databaseUrl, shop.url, { ACTOR_KEY: KEYS.alice, WAREHOUSE_GLN: "0860009999992", FAULT_AT: faultAt, LOG_LEVEL: "info" }),
    );
    url = await running.url();
  }

  const ids = async (query: string) => {
    const { body } = await backend.get<{
      epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string; bizStep: string }[] } } };
    }>(`/epcis/events?${query}`);
    return body.epcisBody.queryResults.resultsBody.eventList;
  };

  it("are made once by a process that dies between its steps: two signed events, and custody that anybody can verify", async () => {
    await start("warehouse.proof.captured:2:kill");
    const password = await addStaff(databaseUrl, "Lea", "--lead");
    const hands = handsOf(
      clientOf(() => url, basic("Lea", password)),
      clientOf(() => url, `Bearer ${TOKEN}`),
    );
    await hands.bin("a-01");
    await hands.receive("a-01", 2, { lot: "PROOF1" });
    await waitFor("the receiving", async () => ((await ids("EQ_bizStep=receiving")).length === 1 ? true : undefined));
    await hands.receive("a-01", 1, { gtin: PENCIL, lot: null });
    await hands.instruct("P-1", 1, [
      [1, BOOK, 2],
      [2, PENCIL, 1],
    ]);
    await hands.pickAll("P-1");
    const [parcel] = (await hands.pack("P-1")).parcels;
    await hands.until("P-1", "loadable");
    await hands.ship("P-1");
    expect(await running.exited, "after the events were captured").to.equal("SIGKILL");
    await start("warehouse.proof.opened:kill");
    expect(await running.exited, "after custody was opened, before it was noted").to.equal("SIGKILL");
    await start("");
    const proven = await waitFor("the proof", () => shop.of("proven")[0]);
    expect([proven.shipment, proven.fence, proven.parcels[0]?.sscc]).to.deep.equal(["P-1", 1, parcel?.sscc]);
    const { unit = "", events = [] } = proven.parcels[0] ?? {};
    const subject = `https://id.gs1.org/00/${parcel?.sscc}`;
    const captured = await ids(`MATCH_anyEPC=${encodeURIComponent(subject)}`);
    expect(captured.map(({ bizStep }) => bizStep).sort()).to.deep.equal(["packing", "shipping"]);
    expect(captured.map(({ eventID }) => eventID).sort()).to.deep.equal([...events].sort());
    const { items } = (await backend.get<{ items: CustodyView[] }>(`/api/custody/units?subject=${encodeURIComponent(subject)}`)).body;
    expect(items.map((item) => [item.unit, item.holder.name])).to.deep.equal([[unit, "Alpha Warehouse"]]);
    const { contents } = (await backend.get<{ contents: { items: ContentItem[] } }>(`/api/custody/units/${unit}/contents`)).body;
    expect(contents.items).to.deep.equal([{ subject: `https://id.gs1.org/01/${BOOK}/10/PROOF1`, quantity: "2", uom: null }]);
    await world.mine(3);
    const bundle = await waitFor("its anchored history", async () => {
      await world.mine(1);
      const { status, body } = await backend.get<{ histories: { entries: { commitment: string }[] }[] }>(
        `/api/journeys/bundle?subject=${encodeURIComponent(subject)}`,
      );
      const isListed = body.histories?.some(({ entries }) => entries.some(({ commitment }) => commitment === unit));
      return status === 200 && isListed ? body : undefined;
    });
    const trusted = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain } as never;
    const { steps } = await verifyJourney(JSON.stringify(bundle), createRpcReader(httpRequest(world.anvil.url)), { trusted });
    expect(steps.find(({ id }) => id === "custody")?.status).to.equal("passed");
    expect(shop.of("proven").length).to.equal(1);
    const { body } = await clientOf(() => url, null).get<{ checks: Record<string, { state: string }> }>("/readyz");
    expect(body.checks["proofs"]?.state).to.equal("ok");
  });
});
