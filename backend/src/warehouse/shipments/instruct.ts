import { createHash } from "node:crypto";
import type { InstructionAnswer, ShipmentInstruction, WithdrawalAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { post } from "../../modules/stock/stock.queries.ts";
import { ProblemError } from "../../platform/errors.ts";
import { inWarehouse, type Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import type { Warehouse } from "../warehouse.ts";
import { sealDelivery, type SealedDelivery } from "./delivery.ts";
import { letGo } from "./let-go.ts";
import { byLine, reservationOf, togetherByLot, type Taken } from "./shipments.domain.ts";
import { hear, lockHeardOf, type Shipment } from "./shipments.store.ts";
import { insertTasks } from "./tasks.store.ts";

/**
 * Packs these goods, as far as they are there: reserves them in the ledger and makes the tasks of the floor, in one transaction. The same word
 * gets the same answer; a newer one takes the place of all before it.
 *
 * @throws {ProblemError} `warehouse.older-fence`, `warehouse.other-word`, `warehouse.has-left`
 */
export function instruct(app: Warehouse, id: string, instruction: ShipmentInstruction, traceId: string): Promise<InstructionAnswer> {
  const { fence, order, goods } = instruction;
  // Without the address, which the order has once and for all: its digest would outlive it, and confirm whoever guesses.
  const word = digestOf(["instruct", { fence, order, goods }]);
  // Made once, however often the transaction meets another one: each sealing has a key of its own.
  let delivery: SealedDelivery | undefined;
  return inWarehouse(
    app,
    "instruct",
    async (ctx) => {
      const before = await lockHeardOf(ctx, id);
      const known = answerTo<InstructionAnswer>(before, fence, word);
      if (known) return known;
      await letGo(ctx, before);
      const taken = await reserveWhatThereIs(ctx, reservationOf(id, fence), instruction.goods);
      const wanted = instruction.goods.reduce((sum, { quantity }) => sum + quantity, 0);
      const held = taken.reduce((sum, { quantity }) => sum + quantity, 0);
      const answer: InstructionAnswer = {
        fence,
        answer: held === wanted ? "accepted" : held > 0 ? "partly" : "impossible",
        goods: togetherByLot(taken),
      };
      const state = held > 0 ? "open" : "impossible";
      delivery ??= sealDelivery(app, instruction.delivery);
      if (!(await hear(ctx, { id, fence, word, state, answer, instruction: { order, goods, delivery } })))
        throw new ProblemError(WAREHOUSE_PROBLEMS.hasLeft);
      await insertTasks(
        ctx,
        taken.map((part) => ({ ...part, kind: "pick", shipment: id, fence })),
      );
      await note(ctx, { shipment: id, by: "shop", what: "instructed", details: { fence, answer: answer.answer, units: held, of: wanted } });
      return answer;
    },
    { traceId },
  );
}

/**
 * Does not pack it: what was never heard of is withdrawn as well, so that an instruction which comes late does nothing.
 *
 * @throws {ProblemError} `warehouse.older-fence`, `warehouse.other-word`
 */
export function withdraw(app: Warehouse, id: string, fence: number, traceId: string): Promise<WithdrawalAnswer> {
  const word = digestOf(["withdraw", fence]);
  return inWarehouse(
    app,
    "withdraw",
    async (ctx) => {
      const before = await lockHeardOf(ctx, id);
      if (before.state === "shipped") return { fence, answer: "too-late" };
      const known = answerTo<WithdrawalAnswer>(before, fence, word);
      if (known) return known;
      await letGo(ctx, before);
      const answer: WithdrawalAnswer = { fence, answer: "withdrawn" };
      await hear(ctx, { id, fence, word, state: "withdrawn", answer, instruction: null });
      await note(ctx, { shipment: id, by: "shop", what: "withdrawn", details: { fence } });
      return answer;
    },
    { traceId },
  );
}

/** What was said to this very word before; undefined for a newer one. */
function answerTo<Answer>({ fence: heard, word: heardWord, answer, state }: Shipment, fence: number, word: string): Answer | undefined {
  if (fence === heard && word === heardWord) return answer as Answer;
  if (state === "shipped") throw new ProblemError(WAREHOUSE_PROBLEMS.hasLeft);
  if (fence === heard) throw new ProblemError(WAREHOUSE_PROBLEMS.otherWord);
  if (fence < heard) throw new ProblemError(WAREHOUSE_PROBLEMS.olderFence, { detail: `The word with fence ${heard} counts.` });
  return undefined;
}

/** As much of the goods as is there, the earliest expiry first: what is refused is asked for again with what is left. Lines have their share in their order. */
async function reserveWhatThereIs(ctx: Work, key: string, goods: ShipmentInstruction["goods"]): Promise<(Taken & { line: number })[]> {
  const wanted = new Map<string, number>();
  for (const { gtin, quantity } of goods) wanted.set(gtin, quantity + (wanted.get(gtin) ?? 0));
  while (wanted.size > 0) {
    const lines = [...wanted].map(([gtin, quantity]) => ({ gtin, quantity }));
    const [answer] = await post(ctx, [{ kind: "reserve", key, lines }]);
    if (answer !== undefined && !("problem" in answer))
      return byLine(
        goods,
        answer.moves.map(({ warehouse, gtin, lot, expiry, quantity }) => ({ bin: warehouse, gtin, lot, expiry, quantity })),
      );
    const lack = answer?.lack;
    if (lack === undefined) throw answer?.problem ?? new Error("each request has an answer");
    if (lack.left > 0) wanted.set(lack.gtin, lack.left);
    else wanted.delete(lack.gtin);
  }
  return [];
}

function digestOf(word: unknown): string {
  return createHash("sha256").update(JSON.stringify(word)).digest("base64url");
}
