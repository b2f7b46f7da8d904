import { expect } from "chai";
import { readEvents, type EventReader } from "../support/event-reader.ts";
import { addStaff, basic, BOOK, startWarehouseWorld, type WarehouseWorld } from "../support/warehouse/world.ts";
import { waitFor } from "../support/wait-for.ts";

interface Told {
  kind: string;
  about: string | null;
}

describe("the stream of a warehouse's floor", () => {
  let world: WarehouseWorld;
  let sam: string;
  before(async () => {
    world = await startWarehouseWorld();
    sam = basic("Sam", await addStaff(world.databaseUrl, "Sam"));
    await world.hands.bin("a-01");
    await world.hands.receive("a-01", 20);
  });
  after(() => world.stop());

  const follow = (last?: number): Promise<EventReader> =>
    readEvents(`${world.warehouse.url}/api/floor/events`, {
      authorization: sam,
      ...(last === undefined ? {} : { "Last-Event-ID": String(last) }),
    });
  const tells = (reader: EventReader, kind: string, about: string | null) =>
    waitFor(`${kind} ${about}`, () =>
      reader.messages.some(({ data }) => (data as Told).kind === kind && (data as Told).about === about) ? true : undefined,
    );

  it("tells of a new shipment and its tasks, of the shop's answer, and of what was counted", async () => {
    const reader = await follow();
    await world.hands.instruct("L-1", 1, [[1, BOOK, 2]]);
    const [task] = await world.hands.tasks("L-1");
    await tells(reader, "shipment", "L-1");
    await tells(reader, "task", task?.id ?? "no task");
    await world.hands.pickAll("L-1");
    await world.hands.pack("L-1");
    await world.hands.until("L-1", "loadable");
    const before = reader.messages.length;
    await world.hands.ok(world.floor.send("POST", "/api/floor/counts", { gtin: BOOK, lot: "L1", expiry: null, bin: "a-01", counted: 17 }));
    await waitFor("the count", () => (reader.messages.slice(before).some(({ type }) => type === "stock") ? true : undefined));
    const shipments = reader.messages.filter(({ data }) => (data as Told).about === "L-1" && (data as Told).kind === "shipment");
    // Open, picked, packed, and then what the shop said.
    expect(shipments.length).to.be.at.least(4);
    reader.close();
  });

  it("goes on after a cut with what was missed, each once and in order", async () => {
    const first = await follow();
    await world.hands.instruct("L-2", 1, [[1, BOOK, 1]]);
    await tells(first, "shipment", "L-2");
    first.close();
    await world.hands.instruct("L-3", 1, [[1, BOOK, 1]]);
    const again = await follow(first.messages.at(-1)?.id);
    await tells(again, "shipment", "L-3");
    const ids = [...first.messages, ...again.messages].map(({ id }) => id);
    expect(ids).to.deep.equal([...new Set(ids)].sort((one, other) => one - other));
    expect(again.messages.some(({ data }) => (data as Told).about === "L-2" && (data as Told).kind === "shipment")).to.equal(false);
    again.close();
  });

  it("says nothing of goods, people or customers but what has changed", async () => {
    const reader = await follow(0);
    await tells(reader, "shipment", "L-2");
    for (const { data } of reader.messages) expect(data).to.have.all.keys("kind", "about");
    reader.close();
  });
});
