import type { MessagesAnswer, WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { fault } from "../../../platform/faults.ts";
import { noteOtherInstance } from "../instances.ts";
import { alignLedger } from "../reconcile/align-ledger.ts";
import { copySaid } from "../reconcile/copy.store.ts";
import { WAREHOUSES_PROBLEMS } from "../warehouses.errors.ts";
import type { ShipmentListener } from "../warehouses.ports.ts";
import { getForProgram } from "../warehouses.store.ts";
import { contentOf, insertMessages, takenBetween, type Verdict } from "./messages.store.ts";

type StockMessage = Extract<WarehouseMessage, { kind: "stock" }>;

interface Sent {
  warehouse: string;
  instance: string;
}

/**
 * Takes the next messages of a warehouse, each once and in its order: in one transaction with what follows from it. What came before is answered as
 * it was then. Where one cannot be taken, those before it are, and it is met again at the beginning of what comes next.
 *
 * @throws {ProblemError} `warehouses.gap`, `warehouses.other-message`, `warehouses.not-found`, `warehouses.removed`; `warehouses.other-instance`, which is noted
 */
export async function takeMessages(
  app: App,
  listener: ShipmentListener,
  { warehouse, instance, messages }: Sent & { messages: readonly WarehouseMessage[] },
  { traceId }: { traceId: string },
): Promise<MessagesAnswer> {
  const before = await inTransaction(app, (ctx) => getForProgram(ctx, warehouse), { traceId });
  if (before.instance !== instance) {
    await inTransaction(app, (ctx) => noteOtherInstance(ctx, warehouse, instance), { traceId });
    throw new ProblemError(WAREHOUSES_PROBLEMS.otherInstance);
  }
  for (const [index, { sequence }] of messages.entries()) if (sequence !== (messages[0]?.sequence ?? 0) + index) throw gap(index, messages);
  const answer: MessagesAnswer = { taken: before.taken, verdicts: [] };
  for (const run of runsOf(messages)) {
    try {
      const { taken, verdicts } = await inTransaction(app, (ctx) => takeRun(ctx, listener, { warehouse, instance }, run), { traceId });
      answer.taken = taken;
      answer.verdicts.push(...verdicts);
    } catch (error) {
      if (run[0] === messages[0]) throw error;
      app.log.error({ err: error, warehouse, sequence: run[0]?.sequence }, "a message of a warehouse could not be taken");
      break;
    }
  }
  await fault("warehouses.before_answer");
  return answer;
}

/** What is taken in one transaction: a message about a shipment, or all that follow each other about stock. */
function runsOf(messages: readonly WarehouseMessage[]): WarehouseMessage[][] {
  const runs: WarehouseMessage[][] = [];
  for (const message of messages) {
    const last = runs.at(-1);
    if (message.kind === "stock" && last?.[0]?.kind === "stock") last.push(message);
    else runs.push([message]);
  }
  return runs;
}

async function takeRun(ctx: Ctx, listener: ShipmentListener, sent: Sent, run: readonly WarehouseMessage[]): Promise<MessagesAnswer> {
  const { warehouse: id, instance } = sent;
  // Whoever sends the same at the same moment waits here, and finds it taken.
  const warehouse = await getForProgram(ctx, id, { isLocked: true });
  if (warehouse.instance !== instance) throw new ProblemError(WAREHOUSES_PROBLEMS.otherInstance);
  const known = run.filter(({ sequence }) => sequence <= warehouse.taken);
  const added = run.filter(({ sequence }) => sequence > warehouse.taken);
  const verdicts = await verdictsOf(ctx, sent, known);
  const [next] = added;
  if (next === undefined) return { taken: warehouse.taken, verdicts };
  if (next.sequence !== warehouse.taken + 1)
    throw new ProblemError(WAREHOUSES_PROBLEMS.gap, { detail: `The next sequence is ${warehouse.taken + 1}, not ${next.sequence}.` });
  const judged: { message: WarehouseMessage; verdict: Verdict | null }[] = [];
  if (next.kind === "stock") await takeStock(ctx, listener, id, added as readonly StockMessage[]);
  for (const message of added) judged.push({ message, verdict: await hear(ctx, listener, id, message) });
  await insertMessages(ctx, sent, judged);
  const taken = added.at(-1)?.sequence ?? warehouse.taken;
  await ctx.tx.query("UPDATE warehouses SET taken = $2, told = greatest(told, $2), heard_at = $3 WHERE id = $1", [
    id,
    taken,
    ctx.clock.now(),
  ]);
  await fault("warehouses.before_commit");
  for (const { message, verdict } of judged) if (verdict !== null) verdicts.push({ id: message.id, verdict });
  return { taken, verdicts };
}

/** What was answered to messages that were taken before. @throws {ProblemError} when one of them said something else */
async function verdictsOf(ctx: Ctx, sent: Sent, known: readonly WarehouseMessage[]): Promise<MessagesAnswer["verdicts"]> {
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const taken = await takenBetween(ctx, { ...sent, from: first.sequence, to: last.sequence });
  return known.flatMap((message) => {
    const before = taken.get(message.sequence);
    if (before?.content !== contentOf(message))
      throw new ProblemError(WAREHOUSES_PROBLEMS.otherMessage, { detail: `Another message was taken under ${message.sequence}.` });
    return before.verdict === null ? [] : [{ id: message.id, verdict: before.verdict }];
  });
}

/** Of each lot the last word counts. */
async function takeStock(ctx: Ctx, listener: ShipmentListener, warehouse: string, messages: readonly StockMessage[]): Promise<void> {
  const latest = new Map(messages.map((message) => [`${message.gtin} ${message.lot ?? ""} ${message.expiry ?? ""}`, message]));
  const said = [...latest.values()].map(({ gtin, lot, expiry, onHand, sequence }) => ({ gtin, lot, expiry, onHand, asOf: sequence }));
  const noted = await copySaid(ctx, warehouse, said);
  await alignLedger(ctx, listener, { warehouse, said: noted, reference: `message ${messages.at(-1)?.sequence}` });
}

async function hear(ctx: Ctx, listener: ShipmentListener, warehouse: string, message: WarehouseMessage): Promise<Verdict | null> {
  switch (message.kind) {
    case "packed":
      return listener.packed(ctx, warehouse, message);
    case "short":
      await listener.short(ctx, warehouse, message);
      return null;
    case "shipped":
      await listener.shipped(ctx, warehouse, message);
      return null;
    case "proven":
      await listener.proven(ctx, warehouse, message);
      return null;
    case "stock":
      return null;
  }
}

function gap(index: number, messages: readonly WarehouseMessage[]): ProblemError {
  const expected = (messages[0]?.sequence ?? 0) + index;
  return new ProblemError(WAREHOUSES_PROBLEMS.gap, {
    detail: `After ${expected - 1} comes ${expected}, not ${messages[index]?.sequence}.`,
    errors: [{ pointer: `/messages/${index}/sequence`, message: `must be ${expected}` }],
  });
}
