import { expect } from "chai";
import { decimalOf } from "../src/lib/decimal.ts";

describe("numbers as suppliers type them", () => {
  it("takes a decimal comma, spaces and a missing zero", () => {
    expect(["12,50", " 1 000 ", ".5", "-3,2", "+4", "0"].map(decimalOf)).to.deep.equal(["12.50", "1000", "0.5", "-3.2", "4", "0"]);
  });

  it("keeps trailing zeros: they say how exactly something was measured", () => {
    expect(decimalOf("4.20")).to.equal("4.20");
  });

  it("refuses what is no number, is ambiguous, or is longer than a double is exact", () => {
    for (const text of ["", "a", "1.2.3", "1,234.5", "1e3", "012", "1234567890", "0.1234567", "5."])
      expect(decimalOf(text), text).to.equal(null);
  });
});
