import { expect } from "chai";
import { bumpedFees, freshFees } from "../../src/modules/chain/relayer/fees.ts";

const CAP = 1_000_000n;

describe("transaction fees", () => {
  it("leave room for the base fee to double, below the cap", () => {
    expect(freshFees({ baseFee: 100n, priorityFee: 3n, cap: CAP })).to.deep.equal({ maxFeePerGas: 203n, maxPriorityFeePerGas: 3n });
    expect(freshFees({ baseFee: CAP, priorityFee: 3n, cap: CAP }).maxFeePerGas).to.equal(CAP);
  });

  it("rise by at least 12.5 % in both parts, or nodes would refuse the replacement", () => {
    const last = { maxFeePerGas: 1_001n, maxPriorityFeePerGas: 9n };
    const next = bumpedFees(last, { maxFeePerGas: 10n, maxPriorityFeePerGas: 1n }, CAP);
    expect(next).to.deep.equal({ maxFeePerGas: 1_127n, maxPriorityFeePerGas: 11n });
  });

  it("follow the market when it rose by more than one step", () => {
    const next = bumpedFees({ maxFeePerGas: 100n, maxPriorityFeePerGas: 1n }, { maxFeePerGas: 900n, maxPriorityFeePerGas: 5n }, CAP);
    expect(next).to.deep.equal({ maxFeePerGas: 900n, maxPriorityFeePerGas: 5n });
  });

  it("do not rise when the cap leaves no room for a whole step", () => {
    const fresh = { maxFeePerGas: 2n * CAP, maxPriorityFeePerGas: 1n };
    expect(bumpedFees({ maxFeePerGas: CAP - 1n, maxPriorityFeePerGas: 1n }, fresh, CAP)).to.equal(null);
  });
});
