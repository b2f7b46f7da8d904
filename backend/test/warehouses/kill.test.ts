import type { MessagesAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { expect } from "chai";
import { freePort } from "../../../scripts/services/ports.ts";
import { send } from "../support/backend.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { startBackendProcess } from "../support/doomed-backend.ts";
import { waitFor } from "../support/wait-for.ts";
import { BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

const goods = [{ line: 1, gtin: BOOK, lot: "L1", expiry: null, quantity: 2 }];

describe("kill -9 of a shop that takes messages of a warehouse", function () {
  this.timeout(180_000);
  let world: ChainWorld;
  let shop: WarehousesShop;
  before(async () => {
    world = await startChainWorld();
    shop = await startWarehousesShop();
  });
  after(async () => {
    await shop.stop();
    await world.stop();
  });

  /** Sends messages to a process of its own on the same database, until that has died of them. */
  async function sendToDoomed(faultAt: string, body: object, { id, token }: { id: string; token: string }): Promise<NodeJS.Signals | null> {
    const port = await freePort();
    const env = { WAYBILL_ROLES: "api", PORT: String(port), FAULT_AT: faultAt };
    const doomed = await startBackendProcess(world, shop.app.config.databaseUrl.reveal(), env);
    await waitFor(`the end at ${faultAt}`, async () => {
      if (doomed.hasExited()) return true;
      await send(`http://127.0.0.1:${port}`, "POST", `/api/warehouses/${id}/messages`, { body, token }).catch(() => undefined);
      return undefined;
    }).finally(() => doomed.kill());
    return doomed.exited;
  }

  it("counts each once, whether it died before it had noted them or before it had answered", async () => {
    for (const [index, point] of ["warehouses.before_commit", "warehouses.before_answer"].entries()) {
      shop.shipments.heard.length = 0;
      const warehouse = await shop.warehouse(`alpha-${index}`);
      const messages = warehouse.write(
        { kind: "packed", shipment: "F1", fence: 1, parcels: [{ sscc: "340123450000000017", goods }] },
        { kind: "stock", gtin: BOOK, lot: "L1", expiry: null, onHand: 8, cause: "counted" },
      );
      expect(await sendToDoomed(`${point}:kill`, { instance: warehouse.instance, messages }, warehouse), point).to.equal("SIGKILL");
      const isTaken = point === "warehouses.before_answer";
      expect((await shop.view(warehouse.id)).messages.taken, point).to.equal(isTaken ? 2 : 0);

      // Nobody was asked for by orders in the process that died, so that there `stale` was the answer.
      const verdict = isTaken ? "stale" : "go";
      const answer = (await warehouse.send(messages)).json<MessagesAnswer>();
      expect(answer, point).to.deep.equal({ taken: 2, verdicts: [{ id: messages[0]?.id, verdict }] });
      expect(shop.shipments.heard, point).to.have.length(isTaken ? 0 : 1);
      expect(await shop.balances(BOOK, warehouse.id), point).to.deep.equal({ L1: "8/0" });
    }
  });
});
