import { messagesAnswer, type MessagesAnswer, type WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows } from "../../platform/context.ts";
import { fault } from "../../platform/faults.ts";
import { startLoop, type Loop } from "../../platform/loop.ts";
import type { Readiness } from "../../platform/module.ts";
import { inWarehouse } from "../in-warehouse.ts";
import { takeVerdict } from "../shipments/verdicts.ts";
import type { Warehouse } from "../warehouse.ts";
import { retryPause } from "./pauses.ts";
import type { Registration } from "./registration.ts";
import { ShopRefusal, type ShopClient } from "./shop-client.ts";
import { readState } from "./state.store.ts";

const MAX_MESSAGES = 100;
/** Far above what one message can be: parcels of five hundred lines. Of larger ones fewer go together. */
const MAX_CHARACTERS = 400_000;
/** Nobody has to wake it: what was told is found after this long at the latest. */
const IDLE_MILLISECONDS = 5_000;
/** A message that waits for longer than this is worth a word. */
const LATE_SECONDS = 60;

/** Sends what was told, in its order and one batch at a time, until the shop has taken it; and takes what the shop says of it. */
export function startSender(app: Warehouse, shop: ShopClient, registration: Pick<Registration, "isRegistered" | "lost">): Loop {
  let failures = 0;
  /** Whoever writes wakes it; what was turned away waits all the same. */
  let notBefore = 0;
  return startLoop(async () => {
    const early = notBefore - app.clock.now().getTime();
    if (early > 0) return early;
    try {
      if (!registration.isRegistered()) return IDLE_MILLISECONDS;
      const sent = await sendNext(app, shop);
      failures = 0;
      return sent === 0 ? IDLE_MILLISECONDS : 0;
    } catch (error) {
      failures++;
      const pause = retryPause(failures, app.random);
      notBefore = app.clock.now().getTime() + pause;
      app.log.warn({ err: error, failures, nextInMilliseconds: pause }, "messages could not be sent to the shop");
      if (error instanceof ShopRefusal && error.isUnknown) registration.lost();
      return pause;
    }
  });
}

/** @returns how many were sent */
async function sendNext(app: Warehouse, shop: ShopClient): Promise<number> {
  const ctx = { tx: app.db.dataSource.manager };
  const { instance, taken } = await readState(ctx);
  const rows = await selectRows<{ body: WarehouseMessage }>(
    ctx,
    "SELECT body FROM messages WHERE sequence > $1 ORDER BY sequence LIMIT $2",
    [taken, MAX_MESSAGES],
  );
  const messages = asManyAsFit(rows.map(({ body }) => body));
  if (messages.length === 0) return 0;
  const { id } = app.config.warehouse;
  const answer = messagesAnswer.parse(await shop.post(`/api/warehouses/${id}/messages`, { instance, messages }));
  await fault("warehouse.sender.answered");
  await noteAnswer(app, answer);
  return answer.taken > taken ? messages.length : 0;
}

function asManyAsFit(messages: readonly WarehouseMessage[]): WarehouseMessage[] {
  let characters = 0;
  return messages.filter((message, index) => (characters += JSON.stringify(message).length) <= MAX_CHARACTERS || index === 0);
}

/** How far the shop has come, and what it says, in one transaction: neither is known without the other. */
async function noteAnswer(app: Warehouse, { taken, verdicts }: MessagesAnswer): Promise<void> {
  await inWarehouse(app, verdicts.length > 0 ? "verdict" : "taken", async (ctx) => {
    for (const verdict of verdicts) await takeVerdict(ctx, verdict);
    await ctx.tx.query("UPDATE warehouse_state SET taken = greatest(taken, least(sequence, $1))", [taken]);
  });
}

/** How many messages wait for the shop, and for how long. */
export async function senderReadiness({ db, clock }: Pick<Warehouse, "db" | "clock">): Promise<Readiness> {
  const [row] = await selectRows<{ count: string; oldest: Date | null }>(
    { tx: db.dataSource.manager },
    "SELECT count(*), min(at) AS oldest FROM messages WHERE sequence > (SELECT taken FROM warehouse_state)",
  );
  const waited = row?.oldest == null ? 0 : (clock.now().getTime() - row.oldest.getTime()) / 1_000;
  if (waited < LATE_SECONDS) return { state: "ok" };
  return { state: "degraded", reason: `${row?.count} messages wait for the shop, the oldest for ${Math.round(waited)} s.` };
}
