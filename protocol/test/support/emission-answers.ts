import {
  energyGrams,
  roundGrams,
  savedGrams,
  shareOf,
  throughputGrams,
  transportGrams,
  type ExactGrams,
} from "../../src/footprint/grams.ts";
import { greatCircleMetres } from "../../src/footprint/great-circle.ts";

interface Rounded {
  what: string;
  up: string;
  down: string;
}
type Named<Field extends string> = Rounded & Record<Field, string>;

/** `protocol/vectors/emissions.json`. */
export interface EmissionVectors {
  transport: Named<"massGrams" | "distanceMetres" | "intensity">[];
  throughput: Named<"massGrams" | "intensity">[];
  energy: Named<"milliunits" | "intensity">[];
  share: Named<"grams" | "part" | "whole">[];
  saved: { what: string; baseline: string; actual: string; saved: string }[];
  refused: { what: string; formula: "transport" | "throughput" | "energy" | "share"; arguments: string[] }[];
  greatCircle: { what: string; from: [number, number]; to: [number, number]; metres: string }[];
}

/** The vectors with this engine's results in the place of the expected ones: equal to what was given when all hold. Runs in a browser, too. */
export function emissionAnswersTo(vectors: EmissionVectors): EmissionVectors {
  return {
    ...vectors,
    transport: vectors.transport.map((one) => {
      const { massGrams, distanceMetres, intensity } = one;
      return rounded(
        one,
        transportGrams({ massGrams: BigInt(massGrams), distanceMetres: BigInt(distanceMetres), intensity: BigInt(intensity) }),
      );
    }),
    throughput: vectors.throughput.map((one) =>
      rounded(one, throughputGrams({ massGrams: BigInt(one.massGrams), intensity: BigInt(one.intensity) })),
    ),
    energy: vectors.energy.map((one) =>
      rounded(one, energyGrams({ milliunits: BigInt(one.milliunits), intensity: BigInt(one.intensity) })),
    ),
    share: vectors.share.map((one) => rounded(one, shareOf(whole(BigInt(one.grams)), BigInt(one.part), BigInt(one.whole)))),
    saved: vectors.saved.map((one) => ({ ...one, saved: String(savedGrams(BigInt(one.baseline), BigInt(one.actual))) })),
    refused: vectors.refused.filter(isRefused),
    greatCircle: vectors.greatCircle.map((one) => {
      const [there, back] = [greatCircleMetres(point(one.from), point(one.to)), greatCircleMetres(point(one.to), point(one.from))];
      return { ...one, metres: there === back ? String(there) : `${there}, and ${back} back` };
    }),
  };
}

function rounded<Case extends Rounded>(one: Case, exact: ExactGrams): Case {
  return { ...one, up: String(roundGrams(exact, "up")), down: String(roundGrams(exact, "down")) };
}

function isRefused({ formula, arguments: given }: EmissionVectors["refused"][number]): boolean {
  const [a = 0n, b = 0n, c = 0n] = given.map(BigInt);
  const compute = {
    transport: () => transportGrams({ massGrams: a, distanceMetres: b, intensity: c }),
    throughput: () => throughputGrams({ massGrams: a, intensity: b }),
    energy: () => energyGrams({ milliunits: a, intensity: b }),
    share: () => shareOf(whole(a), b, c),
  }[formula];
  try {
    compute();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

function whole(grams: bigint): ExactGrams {
  return { numerator: grams, denominator: 1n };
}

function point([latitudeMicrodegrees, longitudeMicrodegrees]: [number, number]) {
  return { latitudeMicrodegrees, longitudeMicrodegrees };
}
