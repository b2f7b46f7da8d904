import type { Highs } from "highs";
import type { Programme } from "../formulation.domain.ts";

/** What the solver says, in floating point: to be checked by whoever uses it. */
export interface Solved {
  /** A value for each column of the best solution, or null when none was found. */
  values: Float64Array | null;
  /** No solution costs less; minus infinity when nothing is known. */
  bound: number;
  /** `highs 1.15.1`. */
  solver: string;
}

const OPTIONS = {
  output_flag: false,
  random_seed: 0,
  mip_rel_gap: 0,
  // Costs are whole: a solution less than one from the bound is the best.
  mip_abs_gap: 0.9,
  // A limit on the work, not on the time: the same programme has the same answer on every machine.
  mip_max_nodes: 2_000,
  // The relaxation is nearly whole already: what looks for solutions by solving smaller programmes costs more than it finds.
  mip_heuristic_run_rins: false,
  mip_heuristic_run_rens: false,
  mip_heuristic_run_root_reduced_cost: false,
  mip_heuristic_run_feasibility_jump: false,
  mip_allow_restart: false,
  mip_detect_symmetry: false,
};

/** Blocks until it is solved. @throws what HiGHS throws */
export function solveProgramme(highs: Highs, { costs, isWhole, rows, offset }: Programme): Solved {
  const starts = [0];
  for (const { columns } of rows) starts.push((starts.at(-1) as number) + columns.length);
  const model = {
    ...{ numCols: costs.length, numRows: rows.length, offset, colCost: costs },
    colLower: costs.map(() => 0),
    colUpper: costs.map(() => 1),
    rowLower: rows.map(({ lower }) => Math.max(lower, -highs.infinity)),
    rowUpper: rows.map(({ upper }) => Math.min(upper, highs.infinity)),
    integrality: isWhole.map((whole) => highs.constants.variableType[whole ? "integer" : "continuous"]),
    matrix: {
      ...{ format: "csr" as const, numRows: rows.length, numCols: costs.length, starts },
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ values }) => values),
    },
  };
  return highs.withModel(model, (solving): Solved => {
    solving.options.set(OPTIONS);
    solving.run();
    const isFeasible = solving.info.get("primal_solution_status") === highs.constants.solutionStatus.feasible;
    return {
      values: isFeasible ? solving.getSolution().colValue : null,
      bound: Number(solving.info.get("mip_dual_bound")),
      solver: `highs ${highs.version.string}`,
    };
  });
}
