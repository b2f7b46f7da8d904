import { expect } from "chai";
import { mayBeAllowedYet, mayDo } from "../../src/lib/session/may.ts";

describe("what somebody may do while it is not known for whom it acts", () => {
  const waiting = { organisation: null, roles: ["customer"], installationRoles: [], awaitsChain: true };

  it("may yet be what a role in an organisation allows, and is not refused for good", () => {
    for (const act of ["reports:list", "members:list", "claims:draft"] as const) {
      expect(mayDo(waiting, act), act).to.equal(false);
      expect(mayBeAllowedYet(waiting, act), act).to.equal(true);
    }
  });

  it("is never what takes a role in the installation, and what no session may", () => {
    for (const act of ["installation:listRoles", "partners:list"] as const) expect(mayBeAllowedYet(waiting, act), act).to.equal(false);
  });

  it("is known for whoever acts for nobody anyway", () => {
    expect(mayBeAllowedYet({ awaitsChain: false }, "reports:list")).to.equal(false);
  });
});
