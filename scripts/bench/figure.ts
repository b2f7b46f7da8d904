/** One measured number beside what it should be. */
export interface Figure {
  figure: string;
  /** NaN when it could not be measured; `note` says why. */
  value: number;
  unit: string;
  /** What it should be; null when it is only shown. */
  goal: number | null;
  /** Whether goals are the most or the least that may be. */
  bound: Bound;
  /** The same work done by something else in the same run. */
  reference: number | null;
  referenceName: string | null;
  /** value / reference. */
  ratio: number | null;
  /** What the ratio should be; null when it is only shown. */
  ratioGoal: number | null;
  ok: boolean;
  /** Whether a test holds the figure to a committed one, so that a goal may be missed without anything being worse than it was. */
  isHeldElsewhere: boolean;
  note: string | null;
}

export type Bound = "at most" | "at least";

/** What a file `<name>.bench.ts` exports. */
export interface Bench {
  /** Does its own set-up and gives everything back. @param seed for whatever is random in it. */
  measure(seed: number): Promise<Figure[]>;
}

export interface Measured {
  figure: string;
  value: number;
  unit: string;
  /** In the figure's unit. */
  goal?: number | null;
  /** "at most" when left out. */
  bound?: Bound;
  reference?: { value: number; name: string };
  /** In times the reference: for figures that depend on the machine. */
  ratioGoal?: number;
  isHeldElsewhere?: boolean;
  /** One short remark for the reader. */
  note?: string;
}

/** Completes a measurement by its ratio and its verdict. A figure with a goal that could not be measured has missed it. */
export function figure(measured: Measured): Figure {
  const { figure: name, value, unit, goal = null, bound = "at most", reference, ratioGoal, isHeldElsewhere = false, note } = measured;
  const ratio = reference ? value / reference.value : null;
  const holds = (number: number, limit: number) => (bound === "at most" ? number <= limit : number >= limit);
  const ok = (goal === null || holds(value, goal)) && (ratioGoal === undefined || ratio === null || holds(ratio, ratioGoal));
  return {
    figure: name,
    value,
    unit,
    goal,
    bound,
    reference: reference?.value ?? null,
    referenceName: reference?.name ?? null,
    ratio,
    ratioGoal: ratioGoal ?? null,
    ok,
    isHeldElsewhere,
    note: note ?? null,
  };
}

/** Whether a run that measured this has failed: a missed goal, unless a committed figure is what may not be missed. */
export function isFailure({ ok, isHeldElsewhere }: Figure): boolean {
  return !ok && !isHeldElsewhere;
}
