import { withoutDominated } from "./dominated.domain.ts";
import { formulate } from "./formulation.domain.ts";
import { greedyTakes } from "./greedy.domain.ts";
import { lowerBound } from "./lower-bound.domain.ts";
import { offersOf } from "./offers.domain.ts";
import { pricePlan } from "./price-plan.domain.ts";
import type { RoutingPlan } from "./routing-plan.ts";
import type { RoutingProblem } from "./routing-problem.ts";
import { solveElsewhere, type Solver } from "./solver/solver-thread.ts";
import { costOf, redivided } from "./takes.domain.ts";
import { verifyPlan } from "./verify-plan.domain.ts";

/**
 * Which warehouse ships what: as much as there is of every line, and that at the least cost. The same problem has the same plan, in whatever
 * order it is written down. Where the solver fails, or its limit of work ends it first, the better of its plan and the greedy one is given with
 * its gap. Changes nothing.
 *
 * @throws RangeError for a problem that is none
 */
export async function routeOrder(problem: RoutingProblem, solver: Solver = solveElsewhere): Promise<RoutingPlan> {
  const offers = offersOf(problem);
  const greedy = greedyTakes(offers);
  const greedyObjective = costOf(greedy, offers);
  const fallback = redivided(greedy);
  const most = costOf(fallback, offers);
  const floor = lowerBound(offers);
  const plan = (takes: typeof greedy, objective: number, told: number, found: string): RoutingPlan => {
    // A bound above what a plan costs is refuted by that plan.
    const bound = told <= objective ? Math.max(floor, told) : floor;
    const gap = objective - bound;
    return {
      ...pricePlan(takes, offers, problem.prices),
      ...{ short: offers.short, objective, bound, gap, isProven: gap === 0, greedyObjective, solver: found },
    };
  };
  if (floor === most) return plan(fallback, most, floor, "greedy");
  const { programme, takesOf } = formulate(withoutDominated(offers));
  const solved = await solver(programme);
  const told = wholeBound(solved?.bound);
  const takes = solved?.values ? takesOf(solved.values) : undefined;
  if (solved && takes) {
    const objective = costOf(takes, offers);
    const better = plan(takes, objective, told, solved.solver);
    if (objective <= most && verifyPlan(problem, better).length === 0) return better;
  }
  return plan(fallback, most, told, "greedy");
}

/** Costs are whole, so that a bound is rounded up; first it is lowered by what doubles may be wrong. */
function wholeBound(bound = NaN): number {
  return Number.isFinite(bound) ? Math.ceil(bound - Math.max(0.01, Math.abs(bound) * 1e-9)) : -Infinity;
}
