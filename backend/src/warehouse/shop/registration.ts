import { registrationAnswer, type WarehouseRegistration } from "@waybill/protocol/schemas/warehouse/registration";
import { privateKeyToAccount } from "viem/accounts";
import { inTransaction, selectRows } from "../../platform/context.ts";
import { newUuid } from "../../platform/ids.ts";
import { startLoop, type Loop } from "../../platform/loop.ts";
import type { Readiness } from "../../platform/module.ts";
import type { Warehouse } from "../warehouse.ts";
import { registrationPause } from "./pauses.ts";
import type { ShopClient } from "./shop-client.ts";
import { readState } from "./state.store.ts";

export interface Registration extends Loop {
  isRegistered(): boolean;
  /** The shop does not know this warehouse any more. */
  lost(): void;
  readiness(): Promise<Readiness>;
}

/**
 * Makes this warehouse known to the shop, as soon as it can, and says so again for as long as it runs: a shop that has forgotten it, or takes it
 * for dead, learns of it. Never gives up.
 */
export function startRegistration(app: Warehouse, shop: ShopClient): Registration {
  let isRegistered = false;
  let failures = 0;
  let problem = "";

  const loop = startLoop(async () => {
    try {
      const { instance } = await readState({ tx: app.db.dataSource.manager });
      const answer = registrationAnswer.parse(await shop.post("/api/warehouses/register", registrationOf(app, instance)));
      if (!(await resumeAfter(app, answer.taken))) return 0;
      if (!isRegistered) app.log.info({ taken: answer.taken, failures }, "registered at the shop");
      isRegistered = true;
      failures = 0;
      app.wake();
      return answer.reconcileSeconds * 1_000;
    } catch (error) {
      isRegistered = false;
      failures++;
      problem = error instanceof Error ? error.message : String(error);
      const pause = registrationPause(failures, app.random);
      app.log.warn({ failures, problem, nextInSeconds: Math.round(pause / 1_000) }, "the shop does not know this warehouse yet");
      return pause;
    }
  });
  return {
    ...loop,
    isRegistered: () => isRegistered,
    lost() {
      if (!isRegistered) return;
      isRegistered = false;
      app.log.warn("the shop does not know this warehouse any more");
      loop.wake();
    },
    async readiness() {
      if (isRegistered) return { state: "ok" };
      const tries = failures === 0 ? "is on its way" : `failed ${failures} times, and is tried again`;
      return { state: "degraded", reason: `Not registered at the shop: registering ${tries}. The log says why.` };
    },
  };
}

/**
 * A shop that has less than it had before is told again. One that has more has not said what became of it: that is asked once more.
 *
 * @returns false when this database is now another one, and has to be registered as such
 */
async function resumeAfter(app: Warehouse, taken: number): Promise<boolean> {
  return inTransaction(app, async (ctx) => {
    const known = await selectRows(ctx, "UPDATE warehouse_state SET taken = least(taken, $1) WHERE sequence >= $1 RETURNING 1", [taken]);
    if (known.length > 0) return true;
    // The shop has messages that this database has lost: from here on it is another one, whose messages are all new.
    await ctx.tx.query("UPDATE warehouse_state SET instance = $1, taken = 0 WHERE sequence < $2", [newUuid(ctx.random), taken]);
    app.log.error({ taken }, "the shop has taken messages that are not in this database: it begins anew");
    return false;
  });
}

function registrationOf({ config }: Warehouse, instance: string): WarehouseRegistration {
  const { id, name, url, country, latitude, longitude, terms } = config.warehouse;
  const actor = config.actorKey === null ? null : privateKeyToAccount(config.actorKey.reveal()).address;
  return { ...{ id, name, url, country, latitude, longitude, terms, instance }, actor: actor as WarehouseRegistration["actor"] };
}
