import { expect } from "chai";
import { CONFORMANCE_CASES } from "./conformance/cases.ts";
import { startHostSystem, type HostSystem } from "./conformance/host-system.ts";

describe("conformance to PACT 3.0", () => {
  let system: HostSystem;
  before(async () => {
    system = await startHostSystem();
  });
  after(() => system.stop());

  it("is judged by 41 cases", () => {
    expect(new Set(CONFORMANCE_CASES.map(({ number }) => number)).size).to.equal(41);
  });

  for (const { number, rule, check } of CONFORMANCE_CASES) it(`${number}: ${rule}`, () => check(system));
});
