import { elementEmissions } from "./element-emissions.ts";
import type { Factors } from "./factors.ts";
import { greatCircleMetres, pointOf } from "./great-circle.ts";
import type { Mode } from "./factor-table.ts";
import type { ChainElement, TransportChain, TransportChainElement } from "./transport-chain.ts";

/** What is wrong where, as a JSON Pointer into the chain. */
export interface ChainProblem {
  pointer: string;
  message: string;
}

/** The most that one vehicle, train or ship of a mode carries, in grams; more is a unit mixed up. */
const MOST_GRAMS: Readonly<Record<Mode, bigint>> = {
  road: 200_000_000n,
  rail: 40_000_000_000n,
  sea: 600_000_000_000n,
  "inland-waterway": 60_000_000_000n,
  air: 250_000_000n,
};
/** Shorter than the great circle is impossible; a tenth is left for places whose coordinates are of a town rather than a door. */
const NEAR_METRES = 20_000n;
/** Longer than this many great circles is metres taken for something smaller, or another route. */
const DETOUR_LIMIT = 6n;

/** Everything that makes a chain implausible. An empty list says that it can be computed, not that it is true. */
export function checkChain({ elements }: TransportChain, factors: Factors, at: Date): ChainProblem[] {
  return elements.flatMap((element, index) => {
    const pointer = `/elements/${index}`;
    const problems = [
      ...allocationProblems(element, pointer),
      ...(element.kind === "transport" ? transportProblems(element, pointer, at) : []),
      ...loadProblems(element, pointer),
    ];
    return problems.length > 0 ? problems : arithmeticProblems(element, factors, pointer);
  });
}

function transportProblems(element: TransportChainElement, pointer: string, at: Date): ChainProblem[] {
  const problems: ChainProblem[] = [];
  const { mode, departedAt, arrivedAt } = element;
  if (BigInt(element.massGrams) > MOST_GRAMS[mode]) {
    problems.push({ pointer: `${pointer}/massGrams`, message: tooHeavy(mode) });
  }
  for (const [member, time] of [
    ["departedAt", departedAt],
    ["arrivedAt", arrivedAt],
  ] as const) {
    if (time !== null && Date.parse(time) > at.getTime()) problems.push({ pointer: `${pointer}/${member}`, message: "lies in the future" });
  }
  if (departedAt !== null && arrivedAt !== null && Date.parse(arrivedAt) < Date.parse(departedAt)) {
    problems.push({ pointer: `${pointer}/arrivedAt`, message: "is before the departure" });
  }
  return [...problems, ...distanceProblems(element, pointer)];
}

function distanceProblems({ from, to, distance }: TransportChainElement, pointer: string): ChainProblem[] {
  const metres = BigInt(distance.metres);
  const at = `${pointer}/distance/metres`;
  if (metres < 1n) return [{ pointer: at, message: "is no distance: what is carried goes somewhere" }];
  const [a, b] = [pointOf(from), pointOf(to)];
  if (a === undefined || b === undefined) return [];
  const direct = greatCircleMetres(a, b);
  if (metres < direct - direct / 10n && direct - metres > NEAR_METRES) {
    return [{ pointer: at, message: `is less than the great circle of ${direct} m: are kilometres or miles mixed up?` }];
  }
  if (metres > direct * DETOUR_LIMIT && metres - direct > NEAR_METRES * 10n) {
    return [{ pointer: at, message: `is more than ${DETOUR_LIMIT} times the great circle of ${direct} m: are the units mixed up?` }];
  }
  return [];
}

function loadProblems(element: ChainElement, pointer: string): ChainProblem[] {
  const { massGrams, calculation } = element;
  if (calculation.data !== "primary") return [];
  const [member, whole] =
    "loadGrams" in calculation ? ["loadGrams", calculation.loadGrams] : ["throughputGrams", calculation.throughputGrams];
  const at = `${pointer}/calculation/${member}`;
  if (BigInt(whole) < BigInt(massGrams)) return [{ pointer: at, message: `is less than the ${massGrams} g of these goods alone` }];
  // Goods that share the energy of a trip were in one vehicle, and too many of them make each one's part too small.
  return element.kind === "transport" && BigInt(whole) > MOST_GRAMS[element.mode] ? [{ pointer: at, message: tooHeavy(element.mode) }] : [];
}

function tooHeavy(mode: Mode): string {
  return `is more than any ${mode} vehicle carries (${MOST_GRAMS[mode]} g): are kilograms or tonnes mixed up?`;
}

function allocationProblems({ allocations }: ChainElement, pointer: string): ChainProblem[] {
  return allocations.flatMap(({ partGrams, wholeGrams }, index) =>
    BigInt(partGrams) > BigInt(wholeGrams)
      ? [{ pointer: `${pointer}/allocations/${index}/partGrams`, message: `is more than the whole of ${wholeGrams} g` }]
      : [],
  );
}

function arithmeticProblems(element: ChainElement, factors: Factors, pointer: string): ChainProblem[] {
  try {
    elementEmissions(element, factors);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: `${pointer}/calculation`, message: error.message }];
  }
}
