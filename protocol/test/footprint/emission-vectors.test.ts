import { expect } from "chai";
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
import { vector } from "../support/vectors.ts";

interface Rounded {
  what: string;
  up: string;
  down: string;
}
type Named<Field extends string> = Rounded & Record<Field, string>;

interface Vectors {
  transport: Named<"massGrams" | "distanceMetres" | "intensity">[];
  throughput: Named<"massGrams" | "intensity">[];
  energy: Named<"milliunits" | "intensity">[];
  share: Named<"grams" | "part" | "whole">[];
  saved: { what: string; baseline: string; actual: string; saved: string }[];
  refused: { what: string; formula: "transport" | "throughput" | "energy" | "share"; arguments: string[] }[];
  greatCircle: { what: string; from: [number, number]; to: [number, number]; metres: string }[];
}

const vectors = vector<Vectors>("emissions.json");
const whole = (grams: bigint): ExactGrams => ({ numerator: grams, denominator: 1n });
const point = ([latitudeMicrodegrees, longitudeMicrodegrees]: [number, number]) => ({ latitudeMicrodegrees, longitudeMicrodegrees });

function expectRounded(exact: ExactGrams, { what, up, down }: Rounded): void {
  expect(String(roundGrams(exact, "up")), `${what}, up`).to.equal(up);
  expect(String(roundGrams(exact, "down")), `${what}, down`).to.equal(down);
}

describe("footprint: the golden vectors", () => {
  it("of transport hold: mass, distance and intensity, for a footprint and for a credit", () => {
    for (const one of vectors.transport) {
      const of = { massGrams: BigInt(one.massGrams), distanceMetres: BigInt(one.distanceMetres), intensity: BigInt(one.intensity) };
      expectRounded(transportGrams(of), one);
    }
  });

  it("of hubs and of energy hold", () => {
    for (const one of vectors.throughput)
      expectRounded(throughputGrams({ massGrams: BigInt(one.massGrams), intensity: BigInt(one.intensity) }), one);
    for (const one of vectors.energy)
      expectRounded(energyGrams({ milliunits: BigInt(one.milliunits), intensity: BigInt(one.intensity) }), one);
  });

  it("of parts by mass and of savings hold", () => {
    for (const one of vectors.share) expectRounded(shareOf(whole(BigInt(one.grams)), BigInt(one.part), BigInt(one.whole)), one);
    for (const { what, baseline, actual, saved } of vectors.saved)
      expect(savedGrams(BigInt(baseline), BigInt(actual)), what).to.equal(BigInt(saved));
  });

  it("that are beyond a limit are refused, never wrapped around", () => {
    for (const { what, formula, arguments: given } of vectors.refused) {
      const [a = 0n, b = 0n, c = 0n] = given.map(BigInt);
      const compute = {
        transport: () => transportGrams({ massGrams: a, distanceMetres: b, intensity: c }),
        throughput: () => throughputGrams({ massGrams: a, intensity: b }),
        energy: () => energyGrams({ milliunits: a, intensity: b }),
        share: () => shareOf(whole(a), b, c),
      }[formula];
      expect(compute, what).to.throw(RangeError);
    }
  });

  it("of great circles hold to the metre, in both directions", () => {
    for (const { what, from, to, metres } of vectors.greatCircle) {
      expect(String(greatCircleMetres(point(from), point(to))), what).to.equal(metres);
      expect(String(greatCircleMetres(point(to), point(from))), `${what}, back`).to.equal(metres);
    }
  });
});
