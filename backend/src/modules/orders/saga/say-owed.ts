import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";
import { findFulfilment, listFulfilments, noteFulfilment, type FulfilmentRow } from "../fulfilment/fulfilment.store.ts";
import type { Warehouses } from "../orders.ports.ts";
import { inTime } from "./in-time.ts";

/** Task that tells one warehouse what ended without it. */
export const SAY_OWED_TASK = "orders:say-owed";

/** Has a warehouse that is back told what it need not pack, once it is noted that it is. */
export async function sayOwedSoon(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<void> {
  await addJob(ctx, SAY_OWED_TASK, { warehouse }, { jobKey: `owed:${warehouse}` });
}

/** One that was removed is called back from for so long; whoever does not answer by then is not asked any more. */
const CALLED_BACK_MILLISECONDS = 86_400_000;

/** Tells those warehouses that are not away what ended without them: what they still hold for it goes back on the shelf. @param of one alone */
export async function sayOwed(app: App, warehouses: Warehouses, { of, pageSize }: { of?: string; pageSize: number }): Promise<void> {
  const known = await inTransaction(app, (ctx) => warehouses.list(ctx));
  const since = app.clock.now().getTime() - CALLED_BACK_MILLISECONDS;
  const isTold = ({ isAway, removedAt }: (typeof known)[number]) => !isAway || (removedAt !== null && removedAt.getTime() > since);
  for (const { id } of known.filter((one) => isTold(one) && (of ?? one.id) === one.id)) await sayTo(app, warehouses, id, pageSize);
}

/** All of it, page by page, until it does not answer: the rest would wait as long, and is said in the next round. */
async function sayTo(app: App, warehouses: Warehouses, warehouse: string, pageSize: number): Promise<void> {
  let after = "";
  for (;;) {
    const owed: FulfilmentRow[] = await inTransaction(app, (ctx) =>
      listFulfilments(ctx, "owes_word AND warehouse = $1 AND id > $2 ORDER BY id LIMIT $3", [warehouse, after, pageSize]),
    );
    for (const { id, fence } of owed)
      try {
        await inTime(warehouse, warehouses.withdraw(warehouse, { id, fence }));
        await inTransaction(app, async (ctx) => {
          const one = await findFulfilment(ctx, id);
          if (one?.owesWord) await noteFulfilment(ctx, one, { owesWord: false });
        });
      } catch (error) {
        app.log.warn({ err: error, warehouse, fulfilment: id }, "a warehouse could not be told what it need not pack");
        return;
      }
    const last = owed.at(-1);
    if (last === undefined || owed.length < pageSize) return;
    after = last.id;
  }
}
