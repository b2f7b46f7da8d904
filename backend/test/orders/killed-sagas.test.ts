import { expect } from "chai";
import { createMigratedDatabase } from "../support/databases.ts";
import { runKilledSagas } from "../support/orders/killed-sagas.ts";
import { seeded } from "../support/seeded.ts";

describe("orders in processes that are killed at any moment, beside warehouses that live", () => {
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  before(async () => (database = await createMigratedDatabase()));
  after(() => database.drop());

  it("all come to their end, leave once, are paid as they leave, and hold nothing afterwards", async function () {
    this.timeout(420_000);
    const { states, recoverySeconds, kills, ...wrong } = await runKilledSagas({
      ...{ url: database.url, ownerUrl: database.ownerUrl, orders: 60, processes: 2 },
      ...{ killEveryMilliseconds: 4_000, passages: 8, dyingMilliseconds: { least: 20_000, most: 150_000 } },
      ...{ until: { share: 0, points: 1 }, random: seeded(1) },
    });
    expect(recoverySeconds, JSON.stringify([...states])).to.be.a("number");
    expect([...states.keys()]).to.have.members(["closed", "cancelled"]);
    expect(kills).to.be.greaterThan(3);
    const { deathsAt, dyingSeconds: _, ...sums } = wrong;
    expect(deathsAt.size, "points where a process died").to.be.greaterThan(0);
    expect(sums).to.deep.equal({ orphanPayments: 0, wrongCaptures: 0, wrongShipments: 0, piecesHeld: 0 });
  });
});
