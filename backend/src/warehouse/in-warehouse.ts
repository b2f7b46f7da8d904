import type { WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { inTransaction, selectRows, type Ctx } from "../platform/context.ts";
import { fault } from "../platform/faults.ts";
import { newUuid } from "../platform/ids.ts";
import type { Warehouse } from "./warehouse.ts";

type Told = "id" | "sequence" | "at" | "onHand";
type Without<Message> = Message extends unknown ? Omit<Message, Told> : never;
/** What the shop is to be told; how many are on hand is found as it is written. */
export type Word = Without<WarehouseMessage>;
export type StockWord = Extract<Word, { kind: "stock" }>;

/** One unit of work in a warehouse. */
export interface Work extends Ctx {
  /** Tells the shop, if and only if the transaction commits. */
  tell(word: Word): void;
}

/** Of Postgres: the same key came twice at the same moment; two transactions waited for each other. */
const RACES = ["23505", "40P01"];
const MAX_ATTEMPTS = 4;

/**
 * Runs `work` in one transaction with what it tells the shop, and again where it met another one. `step` names the faults of tests:
 * `warehouse.<step>.before_commit` and `warehouse.<step>.after_commit`.
 */
export async function inWarehouse<Result>(
  app: Warehouse,
  step: string,
  work: (ctx: Work) => Promise<Result>,
  options: { traceId?: string } = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await inTransaction(
        app,
        async (ctx) => {
          const words: Word[] = [];
          const done = await work(Object.assign(ctx, { tell: (word: Word) => void words.push(word) }));
          await writeWords(ctx, words);
          await fault(`warehouse.${step}.before_commit`);
          return done;
        },
        options,
      );
      await fault(`warehouse.${step}.after_commit`);
      app.wake();
      return result;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isRace(error)) throw error;
    }
  }
}

/**
 * Numbers the messages as the last thing before the commit, under the lock of the one row that counts: the sequence has no gap, and becomes
 * visible in its order. How many are on hand is read under that lock, so each message knows of all before it and of none after.
 */
async function writeWords(ctx: Ctx, words: readonly Word[]): Promise<void> {
  const kept = words.filter((word, index) => word.kind !== "stock" || words.findLastIndex((other) => isSameLot(word, other)) === index);
  if (kept.length === 0) return;
  const [row] = await selectRows<{ sequence: string }>(ctx, "UPDATE warehouse_state SET sequence = sequence + $1 RETURNING sequence", [
    kept.length,
  ]);
  const before = Number(row?.sequence) - kept.length;
  const at = ctx.clock.now();
  for (const [index, word] of kept.entries()) {
    const said = word.kind === "stock" ? { ...word, onHand: await onHandOf(ctx, word) } : word;
    const message = { ...said, id: newUuid(ctx.random), sequence: before + index + 1, at: at.toISOString() } as WarehouseMessage;
    await ctx.tx.query("INSERT INTO messages (sequence, id, kind, body, at) VALUES ($1, $2, $3, $4, $5)", [
      ...[message.sequence, message.id, message.kind, JSON.stringify(message), at],
    ]);
  }
}

function isSameLot(one: Word, other: Word): boolean {
  return one.kind === "stock" && other.kind === "stock" && one.gtin === other.gtin && one.lot === other.lot && one.expiry === other.expiry;
}

async function onHandOf(ctx: Ctx, { gtin, lot, expiry }: StockWord): Promise<number> {
  const [row] = await selectRows<{ sum: string }>(
    ctx,
    `SELECT coalesce(sum(on_hand), 0) AS sum FROM stock_balances WHERE gtin = $1 AND lot = coalesce($2, '') AND expiry = coalesce($3::date, 'infinity')`,
    [gtin, lot, expiry],
  );
  return Number(row?.sum);
}

function isRace(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return RACES.includes(code ?? driverError?.code ?? "");
}
