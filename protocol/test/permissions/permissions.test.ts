import { expect } from "chai";
import { mayAsActor } from "../../src/permissions/may-as-actor.ts";
import { ACTS, NOBODY, reachOf, rolesFor } from "../../src/permissions/reach-of.ts";
import { ROLE_NAMES, rolesOnChain, rolesWithin } from "../../src/permissions/roles.ts";
import { isInScope, MEMBER_SCOPES, SCOPES } from "../../src/permissions/scopes.ts";
import { ROLE } from "../../src/typed-data/roles.ts";

describe("the table of permissions", () => {
  it("refuses everybody what it does not name", () => {
    for (const act of ACTS) {
      const named = rolesFor(act).map(([role]) => role);
      for (const role of ROLE_NAMES) {
        const reach = reachOf({ roles: [role], installationRoles: [role] }, act);
        if (!named.includes(role) && !named.includes("consumer")) expect(reach, `${role} ${act}`).to.equal(undefined);
      }
    }
    expect(reachOf(NOBODY, "apiKeys:make")).to.equal(undefined);
    expect(reachOf(NOBODY, "statements:read")).to.equal("all");
  });

  it("lets a role in an organisation reach what is its own, and only one in the installation reach all", () => {
    expect(reachOf({ roles: ["auditor"], installationRoles: [] }, "auditLog:read")).to.equal("own");
    expect(reachOf({ roles: [], installationRoles: ["auditor"] }, "auditLog:read")).to.equal("all");
    expect(reachOf({ roles: [], installationRoles: ["admin"] }, "apiKeys:make")).to.equal(undefined);
  });

  it("gives a role in an organisation nothing of the installation", () => {
    for (const act of ["installation:listRoles", "installation:giveRole", "installation:takeRole"] as const) {
      expect(reachOf({ roles: ROLE_NAMES, installationRoles: [] }, act), act).to.equal(undefined);
      expect(reachOf({ roles: [], installationRoles: ["admin"] }, act), act).to.equal("all");
    }
  });

  it("lets an actor do by its signature what its roles on chain stand for", () => {
    for (const role of [ROLE.producer, ROLE.processor, ROLE.carrier, ROLE.retailer])
      expect(mayAsActor(role, "statements:capture")).to.equal(true);
    for (const role of [0, ROLE.verifier, ROLE.anchorer]) expect(mayAsActor(role, "statements:capture")).to.equal(false);
    expect(mayAsActor(ROLE.verifier | ROLE.carrier, "custody:accept")).to.equal(true);
    expect(mayAsActor(ROLE.verifier, "custody:accept")).to.equal(false);
  });

  it("gives an organisation's people no role that stands for one on chain which it lacks", () => {
    expect(rolesOnChain(["retailer", "producer", "carrier"])).to.deep.equal(["supplier", "carrier"]);
    expect(rolesWithin(["carrier"])).to.deep.equal(["carrier", "warehouse", "auditor", "admin"]);
    expect(rolesWithin([])).to.deep.equal(["warehouse", "auditor", "admin"]);
  });

  it("has acts in its scopes alone, and none about people and keys in those of keys", () => {
    for (const acts of Object.values(SCOPES)) expect(ACTS).to.include.members([...acts]);
    const forKeys = (["capture", "reports", "claims", "audit"] as const).flatMap((scope) => SCOPES[scope] as readonly string[]);
    expect(forKeys.filter((act) => /^(apiKeys|members|person|sessions|installation):/.test(act))).to.deep.equal([]);
    expect(isInScope(MEMBER_SCOPES, "statements:capture")).to.equal(false);
    expect(MEMBER_SCOPES.flatMap((scope) => SCOPES[scope] as readonly string[])).to.include.members([...SCOPES.shop]);
  });
});
