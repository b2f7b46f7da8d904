import { expect } from "chai";
import { withClient } from "../../../scripts/services/postgres.ts";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition, type Sample } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { startWarehouseWorld, type WarehouseWorld } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

const HOUR_SECONDS = 3_600;

describe("the metrics of a warehouse", function () {
  this.timeout(120_000);
  let world: WarehouseWorld;
  before(async () => {
    world = await startWarehouseWorld();
    await world.hands.bin("a-01");
    await world.hands.receive("a-01", 5);
  });
  after(() => world.stop());

  const samples = async (): Promise<Sample[]> => parseExposition((await world.floor.get<string>("/metrics")).body);
  const valueOf = (of: readonly Sample[], metric: string, labels: Record<string, string> = {}): number | undefined =>
    of.find((one) => one.metric === metric && Object.entries(labels).every(([label, value]) => one.labels[label] === value))?.value;
  const until = (metric: string, value: number) =>
    waitFor(`${metric} is ${value}`, async () => (valueOf(await samples(), metric) === value ? true : undefined));

  it("say what waits for the staff and for the shop, and count every request by its answer", async () => {
    await world.hands.instruct("F-1", 1, [[1, "09506000134352", 2]]);
    expect((await world.as("Nobody", "guessed").get("/api/floor/stock")).status).to.equal(401);
    await until("waybill_floor_messages_waiting", 0);
    const found = await samples();
    expect(valueOf(found, "waybill_floor_registered")).to.equal(1);
    expect(valueOf(found, "waybill_floor_message_age_seconds")).to.equal(0);
    expect(valueOf(found, "waybill_floor_shipments", { state: "open" })).to.equal(1);
    expect(valueOf(found, "waybill_floor_shipments", { state: "shipped" })).to.equal(0);
    expect(valueOf(found, "waybill_floor_tasks", { kind: "pick" })).to.equal(1);
    expect(valueOf(found, "waybill_floor_jobs", { state: "dead" })).to.equal(0);
    const refused = { route: "/api/floor/stock", status: "401" };
    expect(valueOf(found, "waybill_http_request_duration_seconds_count", refused)).to.equal(1);
  });

  it("raise alarms while the shop is away and messages grow old, and end them when it is back", async () => {
    const alerts = createEvaluator(readRules().filter(({ name }) => name.startsWith("WaybillFloor")));
    const firingAt = async (seconds: number) => {
      alerts.push(seconds, await samples());
      return alerts.firing();
    };
    expect(await firingAt(0)).to.deep.equal([]);
    // It forgets the warehouse, and takes nothing in.
    world.shop.forget();
    world.shop.trouble = () => 404;
    await world.hands.receive("a-01", 1);
    await until("waybill_floor_registered", 0);
    await withClient(world.ownerUrl, (client) =>
      client.query("UPDATE messages SET at = at - make_interval(secs => $1) WHERE sequence > (SELECT taken FROM warehouse_state)", [
        HOUR_SECONDS,
      ]),
    );
    expect(valueOf(await samples(), "waybill_floor_message_age_seconds")).to.be.at.least(HOUR_SECONDS);
    expect(await firingAt(60)).to.deep.equal([]);
    expect(await firingAt(120)).to.deep.equal(["WaybillFloorMessagesLate"]);
    expect(await firingAt(960)).to.deep.equal(["WaybillFloorMessagesLate", "WaybillFloorUnregistered"]);
    world.shop.trouble = () => undefined;
    await until("waybill_floor_registered", 1);
    await until("waybill_floor_messages_waiting", 0);
    expect(await firingAt(1_000)).to.deep.equal([]);
  });
});
