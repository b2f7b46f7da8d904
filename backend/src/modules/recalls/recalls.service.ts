import { ESCALATIONS, escalationTime, standingOf } from "@waybill/protocol/recall/standing";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../platform/app.ts";
import { inTransaction, type Ctx } from "../../platform/context.ts";
import { publish } from "../../platform/outbox.ts";
import type { CustodyOfUnits } from "../traceability/traceability.queries.ts";
import { subjectsNamedBy } from "../traceability/traceability.queries.ts";
import { holdersOf } from "./holders.ts";
import { addEscalations } from "./escalations.store.ts";
import { addTasks, findRecall, listOpenRecalls, type RecallRow, tasksOf } from "./recalls.store.ts";
import { givenAnswers } from "./recalls.views.ts";

/** Recalls that one round reads at a time. */
const ROUND = 50;

export interface RecallsService {
  /** Asks whoever has come to hold the goods, and escalates what is overdue. Safe to run at any time, any number of times. */
  follow(ctx: Ctx, notice: Hex32): Promise<void>;
  /** The same for every recall that is not over, each in a transaction of its own. */
  followAll(app: App): Promise<void>;
}

export function createRecallsService({ custody }: { custody: CustodyOfUnits }): RecallsService {
  async function follow(ctx: Ctx, notice: Hex32): Promise<void> {
    // Two rounds of one recall take turns, so that nothing is announced twice.
    await ctx.tx.query("SELECT FROM recalls WHERE notice = $1 FOR UPDATE", [notice]);
    const recall = await findRecall(ctx, notice);
    if (recall === undefined || recall.endedBy !== null) return;
    const subjects = (await subjectsNamedBy(ctx, [notice])).get(notice) ?? [];
    const { holders, isCut } = await holdersOf(ctx, custody, subjects as Subject[]);
    if (isCut) ctx.log.warn({ notice }, "the goods of a recall were in more units than are looked at: some of their holders are not asked");
    const asked = holders.filter(({ account }) => account !== recall.account);
    if ((await addTasks(ctx, notice, asked)) > 0) publish(ctx, { type: "recall", notice });
    await escalate(ctx, recall);
  }

  return {
    follow,
    async followAll(app) {
      let after = "0";
      for (;;) {
        const round = await listOpenRecalls({ tx: app.db.dataSource.manager }, after, ROUND);
        for (const { notice } of round) await inTransaction(app, (ctx) => follow(ctx, notice));
        const last = round.at(-1);
        if (last === undefined || round.length < ROUND) return;
        after = last.sequence;
      }
    },
  };
}

/** Each step once, said to whoever listens in the transaction that keeps it and lets it wait for its anchor. */
async function escalate(ctx: Ctx, { notice, answerBy, openedAt }: RecallRow): Promise<void> {
  const now = ctx.clock.now();
  if (answerBy === null || openedAt === null || now <= answerBy) return;
  const answers = (await givenAnswers(ctx, [notice])).get(notice) ?? [];
  for (const task of await tasksOf(ctx, [notice])) {
    const { state, dueAt } = standingOf(task, answers, { answerBy, openedAt, isEnded: false, now });
    if (state !== "overdue" || dueAt === null) continue;
    for (const { account, tier } of await addEscalations(ctx, notice, task.account, stepsUntil(now, dueAt)))
      publish(ctx, { type: "recall", notice, escalation: { account, tier } });
  }
}

function stepsUntil(now: Date, dueAt: Date): number {
  let steps = 0;
  while (steps < ESCALATIONS && escalationTime(dueAt, steps + 1) <= now) steps++;
  return steps;
}
