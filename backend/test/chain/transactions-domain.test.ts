import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { purposeOf, runwayHours } from "../../src/modules/chain/transactions.domain.ts";
import { lagOf } from "../../src/modules/chain/feeds.views.ts";

describe("what the chain page derives", () => {
  const ROOT = `0x${"7a".repeat(32)}` as Hex32;
  const HOUR = 3_600_000;

  it("a business key says what its transaction is for", () => {
    expect(purposeOf("anchor:7")).to.deep.equal({ kind: "anchor", subject: "7" });
    expect(purposeOf("anchor:7", ROOT)).to.deep.equal({ kind: "anchor", subject: ROOT });
    expect(purposeOf("close:0xab:3")).to.deep.equal({ kind: "close", subject: "0xab" });
    expect(purposeOf("pay:9")).to.deep.equal({ kind: "other", subject: "pay:9" });
  });

  it("a balance lasts as long as the pace of the last day says", () => {
    expect(runwayHours(48n, { wei: 24n, sinceMilliseconds: 100 * HOUR }, 1n)).to.equal(48);
    expect(runwayHours(10n ** 21n, { wei: 10n ** 18n, sinceMilliseconds: 24 * HOUR }, 1n)).to.equal(24_000);
  });

  it("a young service is not thrifty only because it is young", () => {
    expect(runwayHours(100n, { wei: 10n, sinceMilliseconds: 2 * HOUR }, 1n)).to.equal(20);
    expect(runwayHours(100n, { wei: 10n, sinceMilliseconds: 0 }, 1n)).to.equal(10);
  });

  it("without spending there is no runway to tell, and without the price of one transaction there is none left", () => {
    expect(runwayHours(100n, { wei: 0n, sinceMilliseconds: HOUR }, 100n)).to.equal(null);
    expect(runwayHours(99n, { wei: 0n, sinceMilliseconds: HOUR }, 100n)).to.equal(0);
  });

  it("a lag is counted in blocks and in the chain's own time, and is never negative", () => {
    const at = (number: number) => ({ number, timestamp: 1_000 + 12 * number });
    expect(lagOf(at(9), at(5))).to.deep.equal({ lagBlocks: 4, lagSeconds: 48 });
    expect(lagOf(at(5), at(9))).to.deep.equal({ lagBlocks: 0, lagSeconds: 0 });
    expect(lagOf(null, at(9))).to.deep.equal({ lagBlocks: null, lagSeconds: null });
  });
});
