/** One measured number beside what it should be. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** Most that it may be; null when it is only shown. */
  goal: number | null;
  /** The same work done by something else in the same run. */
  reference: number | null;
  referenceName: string | null;
  /** value / reference. */
  ratio: number | null;
  ok: boolean;
}

/** What a file `<name>.bench.ts` exports. */
export interface Bench {
  /** Does its own set-up and gives everything back. @param seed for whatever is random in it. */
  measure(seed: number): Promise<Figure[]>;
}

interface Measured {
  figure: string;
  value: number;
  unit: string;
  /** At most this much, in the figure's unit. */
  goal?: number | null;
  reference?: { value: number; name: string };
  /** At most this many times the reference: for figures that depend on the machine. */
  ratioGoal?: number;
}

/** Completes a measurement by its ratio and its verdict. */
export function figure({ figure: name, value, unit, goal = null, reference, ratioGoal }: Measured): Figure {
  const ratio = reference ? value / reference.value : null;
  const ok = (goal === null || value <= goal) && (ratioGoal === undefined || ratio === null || ratio <= ratioGoal);
  return { figure: name, value, unit, goal, reference: reference?.value ?? null, referenceName: reference?.name ?? null, ratio, ok };
}
