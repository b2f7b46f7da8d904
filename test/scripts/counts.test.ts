import { expect } from "chai";
import { readCounts, readFailures } from "../../scripts/test/counts.ts";

describe("counting tests", () => {
  it("reads mocha's summary", () => {
    expect(readCounts("  a rule\n    ✔ holds\n\n  12 passing (2s)\n  3 failing\n\n  1) a rule\n", 3)).to.deep.equal({
      passed: 12,
      failed: 3,
    });
  });

  it("reads Hardhat's summary, which is the last of several, through its colours", () => {
    const output = "  2 passing\n\n  1 passing (1s)\n\n\u001b[32m3 passing\u001b[39m (2 solidity, 1 mocha)\n";
    expect(readCounts(output, 0)).to.deep.equal({ passed: 3, failed: 0 });
  });

  it("counts a suite that crashed before its summary as failed", () => {
    expect(readCounts("SyntaxError: Unexpected token\n", 1)).to.deep.equal({ passed: 0, failed: 1 });
    expect(readCounts("", null)).to.deep.equal({ passed: 0, failed: 1 });
  });

  it("counts a suite that ran nothing as failed", () => {
    expect(readCounts("  0 passing (1ms)\n", 0)).to.deep.equal({ passed: 0, failed: 1 });
  });

  it("counts a suite that passed and then failed without a word as failed", () => {
    expect(readCounts("  5 passing (1ms)\n", 7)).to.deep.equal({ passed: 5, failed: 1 });
  });

  it("is not misled by a test whose title speaks of passing", () => {
    expect(readCounts("    ✔ 99 passing ships are seen\n  1 passing (1ms)\n", 0)).to.deep.equal({ passed: 1, failed: 0 });
  });
});

describe("what failed", () => {
  it("is what stands below the last number of failing tests, without colours", () => {
    const output =
      "  1 failing\n\n  1) not this\n\n  4 passing\n  \u001b[31m1 failing\u001b[39m\n\n  1) a rule\n       holds:\n     Error: no\n";
    expect(readFailures(output)).to.equal("1) a rule\n       holds:\n     Error: no");
  });

  it("is the last lines of a suite that crashed", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    expect(readFailures(lines.join("\n"))).to.match(/^line 70\n[^]*\nline 99$/);
  });
});
