import { expect } from "chai";
import fc from "fast-check";
import { measureOf } from "../../src/measures/units.ts";

describe("measured values", () => {
  /** Each line is one amount in several units. */
  const EQUAL: readonly (readonly (readonly [string, string])[])[] = [
    [
      ["8", "CEL"],
      ["281.15", "KEL"],
      ["46.4", "FAH"],
      ["506.07", "A48"],
    ],
    [
      ["-40", "CEL"],
      ["-40", "FAH"],
    ],
    [
      ["1", "LBR"],
      ["16", "ONZ"],
      ["7000", "GRN"],
      ["453.59237", "GRM"],
      ["0.00045359237", "TNE"],
    ],
    [
      ["1", "SMI"],
      ["1760", "YRD"],
      ["5280", "FOT"],
      ["63360", "INH"],
      ["1609.344", "MTR"],
      ["1.609344", "KMT"],
    ],
    [
      ["1", "GLL"],
      ["231", "INQ"],
      ["4", "QTL"],
      ["8", "PTL"],
      ["128", "OZA"],
      ["3.785411784", "LTR"],
    ],
    [
      ["1", "GLI"],
      ["4", "QTI"],
      ["8", "PTI"],
      ["160", "OZI"],
      ["4546.09", "MLT"],
    ],
    [
      ["1", "ATM"],
      ["1.01325", "BAR"],
      ["1013.25", "MBR"],
      ["101.325", "KPA"],
      ["1013.25", "A97"],
    ],
    [
      ["1", "KWH"],
      ["3.6", "3B"],
      ["3600", "KJO"],
      ["1000", "WHR"],
    ],
    [
      ["1", "WEE"],
      ["7", "DAY"],
      ["168", "HUR"],
      ["10080", "MIN"],
      ["604800", "SEC"],
    ],
    [
      ["18", "KMH"],
      ["5", "MTS"],
      ["500", "2M"],
    ],
    [
      ["90", "DD"],
      ["100", "A91"],
      ["5400", "D61"],
    ],
    [
      ["5", "P1"],
      ["0.05", "C62"],
      ["50", "NX"],
      ["50000", "59"],
    ],
    [
      ["1", "GJ"],
      ["1", "23"],
      ["1000", "KMQ"],
      ["1000", "GL"],
    ],
  ];
  for (const [first, ...others] of EQUAL) {
    it(`are equal in all units of ${first?.join(" ")}`, () => {
      for (const [text, code] of others)
        expect(measureOf(text, code), `${text} ${code}`).to.deep.equal(measureOf(...(first as [string, string])));
    });
  }

  it("are compared with their own kind alone where a unit is not known", () => {
    expect(measureOf("2.50", "CS")).to.deep.equal({ number: "2.5", unit: "CS" });
  });

  it("that are differences know no zero of a scale", () => {
    expect(measureOf("9", "FAH", "difference")).to.deep.equal({ number: "5", unit: "KEL" });
    expect(measureOf("5", "CEL", "difference")).to.deep.equal({ number: "5", unit: "KEL" });
  });

  it("keep every digit, whatever their size", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(measureOf(String(value), "KMT")?.number).to.equal(String(value * 1000n));
      }),
      { seed: 20_261_126 },
    );
  });

  it("that are no numbers have no measure", () => {
    for (const text of ["", "warm", "NaN", "1e999"]) expect(measureOf(text, "CEL"), text).to.equal(undefined);
  });
});
