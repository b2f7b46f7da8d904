import { hash } from "node:crypto";
import type { RoutingDestination } from "@waybill/protocol/schemas/api/routing";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { RoutingPlan } from "../routing/routing-plan.ts";
import type { RoutingProblem } from "../routing/routing-problem.ts";
import type { Excluded } from "./pose-problem.ts";

/** One routing of an order, as it was decided: never changed afterwards. */
export interface Decision {
  /** From 1 within its order. */
  number: number;
  madeFor: string;
  problem: RoutingProblem;
  /** SHA-256 of the problem in hex: the same problem has the same plan. */
  problemDigest: string;
  /** What else it rests on. */
  excluded: {
    warehouses: Excluded[];
    assumedMass: number[];
    /** Up to where distances were taken. Of decisions from before that was noted: the country. */
    destination?: RoutingDestination;
    /** Which prices counted, and what an unknown article was taken to weigh. Of decisions from before they were set: those that the program came with. */
    prices?: { number: number; assumedMassGrams: number };
  };
  plan: RoutingPlan;
  at: Date;
}

export type NewDecision = Pick<Decision, "madeFor" | "problem" | "excluded" | "plan">;

export async function insertDecision(ctx: Ctx, order: string, { madeFor, problem, excluded, plan }: NewDecision): Promise<void> {
  const text = JSON.stringify(problem);
  await ctx.tx.query(
    `INSERT INTO routing_decisions (order_id, number, made_for, problem, problem_digest, excluded, plan, objective, bound, gap, greedy_objective,
       solver, at)
     SELECT $1, 1 + (SELECT count(*) FROM routing_decisions WHERE order_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12`,
    [
      ...[order, madeFor, text, hash("sha256", text), JSON.stringify(excluded), JSON.stringify(plan)],
      ...[plan.objective, plan.bound, plan.gap, plan.greedyObjective, plan.solver, ctx.clock.now()],
    ],
  );
}

/** The routings of an order, the newest first. */
export async function decisionsOf(ctx: Pick<Ctx, "tx">, order: string): Promise<Decision[]> {
  return selectRows<Decision>(
    ctx,
    `SELECT number, made_for AS "madeFor", problem, problem_digest AS "problemDigest", excluded, plan, at
     FROM routing_decisions WHERE order_id = $1 ORDER BY number DESC`,
    [order],
  );
}
