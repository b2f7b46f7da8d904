import { expect } from "chai";
import fc from "fast-check";
import { computeFootprint } from "../../src/footprint/compute-footprint.ts";
import { roundGrams, transportGrams } from "../../src/footprint/grams.ts";
import { greatCircleMetres } from "../../src/footprint/great-circle.ts";
import { savingOf } from "../../src/footprint/saving.ts";
import { DESNZ_2025 } from "../../src/footprint/tables/desnz-2025.ts";
import { LIMITS } from "../../src/footprint/whole.ts";
import { chain, CHICAGO, DESNZ, leg, NOW, VERO_BEACH } from "../support/chains.ts";

const mass = fc.bigInt(1n, 20_000_000n);
const metres = fc.bigInt(1n, LIMITS.distanceMetres);
const intensity = fc.bigInt(0n, LIMITS.milligramsPerUnit);
const row = fc.constantFrom(...DESNZ_2025.rows.filter((one) => one.kind === "transport" && one.mode === "road").map(({ id }) => id));
const nowhere = { ...CHICAGO, latitudeMicrodegrees: null, longitudeMicrodegrees: null };

const legOf = (massGrams: bigint, distanceMetres: bigint, id: string, name = "leg-1") =>
  leg({
    ...{ id: name, massGrams: String(massGrams), from: nowhere, to: nowhere, distance: { basis: "sfd", metres: String(distanceMetres) } },
    calculation: { data: "default", factor: { table: DESNZ, row: id } },
  });
const grams = (...elements: ReturnType<typeof legOf>[]) => BigInt(computeFootprint(chain(elements), [DESNZ_2025], NOW).total.wtw);
const point = fc.record({
  latitudeMicrodegrees: fc.integer({ min: -90_000_000, max: 90_000_000 }),
  longitudeMicrodegrees: fc.integer({ min: -180_000_000, max: 180_000_000 }),
});

describe("footprint: for any chain", () => {
  it("a leg in two parts has at least the emissions of the whole, and a gram more at most", () => {
    fc.assert(
      fc.property(mass, metres, row, fc.double({ min: 0, max: 1, noNaN: true }), (massGrams, distance, id, where) => {
        fc.pre(distance > 1n);
        const first = 1n + BigInt(Math.floor(where * Number(distance - 2n)));
        const whole = grams(legOf(massGrams, distance, id));
        const parts = grams(legOf(massGrams, first, id), legOf(massGrams, distance - first, id, "leg-2"));
        expect(parts >= whole && parts <= whole + 1n).to.equal(true);
      }),
    );
  });

  it("more mass or a longer way never has less emissions", () => {
    fc.assert(
      fc.property(mass, metres, row, fc.bigInt(0n, 1_000n), (massGrams, distance, id, more) => {
        const least = grams(legOf(massGrams, distance, id));
        expect(grams(legOf(massGrams + more, distance, id)) >= least).to.equal(true);
        expect(grams(legOf(massGrams, distance + more > LIMITS.distanceMetres ? distance : distance + more, id)) >= least).to.equal(true);
      }),
    );
  });

  it("up and down are the two whole numbers around the truth", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, LIMITS.massGrams), metres, intensity, (massGrams, distanceMetres, of) => {
        const exact = transportGrams({ massGrams, distanceMetres, intensity: of });
        const [up, down] = [roundGrams(exact, "up"), roundGrams(exact, "down")];
        expect(up * exact.denominator >= exact.numerator && down * exact.denominator <= exact.numerator && up - down <= 1n).to.equal(true);
      }),
    );
  });

  it("a saving is never more than the difference, and none over itself", () => {
    fc.assert(
      fc.property(mass, metres, metres, row, row, (massGrams, long, short, before, after) => {
        const [baseline, actual] = [chain([legOf(massGrams, long, before)]), chain([legOf(massGrams, short, after)])];
        const saving = savingOf(baseline, actual, [DESNZ_2025]);
        const of = (distance: bigint, id: string) => {
          const found = DESNZ_2025.rows.find((one) => one.id === id);
          if (found?.kind !== "transport") throw new Error("a road row");
          return massGrams * distance * BigInt(found.perTonneKilometre.wtw);
        };
        const difference = of(long, before) - of(short, after);
        expect(saving.savedGrams * 10n ** 12n <= (difference > 0n ? difference : 0n)).to.equal(true);
        expect(savingOf(actual, actual, [DESNZ_2025]).savedGrams).to.equal(0n);
      }),
    );
  });

  it("great circles obey the triangle inequality and agree with floating point", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const direct = greatCircleMetres(a, c);
        expect(direct <= greatCircleMetres(a, b) + greatCircleMetres(b, c)).to.equal(true);
        const radians = (microdegrees: number) => (microdegrees / 1e6) * (Math.PI / 180);
        const half = (from: number, to: number) => Math.sin((radians(to) - radians(from)) / 2) ** 2;
        const h =
          half(a.latitudeMicrodegrees, c.latitudeMicrodegrees) +
          Math.cos(radians(a.latitudeMicrodegrees)) *
            Math.cos(radians(c.latitudeMicrodegrees)) *
            half(a.longitudeMicrodegrees, c.longitudeMicrodegrees);
        const floating = 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
        expect(Math.abs(Number(direct) - floating)).to.be.lessThan(3);
      }),
      { numRuns: 60 },
    );
  });
});

describe("footprint: saving", () => {
  const rail = leg({ mode: "rail", calculation: { data: "default", factor: { table: DESNZ, row: "freight-train" } } });

  it("is counted in grams between two ways for the same goods", () => {
    const saving = savingOf(chain([leg()]), chain([rail]), [DESNZ_2025]);
    expect(saving).to.deep.equal({ baselineGrams: 293_260n, actualGrams: 69_400n, savedGrams: 223_860n });
  });

  it("is refused between different goods, and where anything is missing", () => {
    expect(() => savingOf(chain([leg()]), chain([rail], { massGrams: "2" }), [DESNZ_2025])).to.throw("same goods");
    const missing = [
      { reason: "no-mode" as const, subject: chain().subject, from: VERO_BEACH, to: CHICAGO, what: "No mode.", evidence: [] },
    ];
    expect(() => savingOf(chain([leg()], { missing }), chain([rail]), [DESNZ_2025])).to.throw("missing");
  });
});
