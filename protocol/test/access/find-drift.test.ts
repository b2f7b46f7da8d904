import { expect } from "chai";
import { emptyAccess, applyEvent, type AccessEvent, type AccessTable } from "../../src/access/access-table.ts";
import { findDrift } from "../../src/access/find-drift.ts";
import type { Address } from "../../src/schemas/primitives.ts";

const [ANN, BOB, EVE, SENDER] = ["1", "2", "3", "4"].map((digit) => `0x${digit.repeat(40)}`) as [Address, Address, Address, Address];

/** Labelled roles with their holders. */
function tableOf(roles: Readonly<Record<string, readonly string[]>>): AccessTable {
  const table = emptyAccess({ block: 1, now: 1 });
  for (const [index, [label, holders]] of Object.entries(roles).entries()) {
    const roleId = BigInt(index);
    const events = [
      { eventName: "RoleLabel", args: { roleId, label } },
      ...holders.map((account) => ({ eventName: "RoleGranted", args: { roleId, account, since: 1, delay: 0, newMember: true } })),
    ];
    for (const event of events) applyEvent(table, event as AccessEvent);
  }
  return table;
}
const person = (role: "admin" | "auditor", ...wallets: Address[]) => ({ role, wallets });

describe("drift between who runs the contracts and who runs the installation", () => {
  it("is an account with a running role that is no admin's wallet, nor one that the installation sends from", () => {
    const table = tableOf({ ADMIN: [ANN, EVE], REGISTRAR: [SENDER, EVE], GUARDIAN: [BOB] });
    const { unknown, powerless } = findDrift(table, [person("admin", ANN), person("auditor", BOB)], new Set([SENDER]));
    expect(unknown).to.deep.equal([
      { account: EVE, roles: ["ADMIN", "REGISTRAR"] },
      { account: BOB, roles: ["GUARDIAN"] },
    ]);
    expect(powerless).to.deep.equal([]);
  });

  it("is an admin none of whose wallets has such a role; one is enough", () => {
    const [none, other, one] = [person("admin"), person("admin", EVE), person("admin", EVE, ANN)];
    expect(findDrift(tableOf({ ADMIN: [ANN], ISSUER: [EVE] }), [none, other, one], new Set())).to.deep.equal({
      ...{ powerless: [none, other], unknown: [] },
    });
  });

  it("is none of roles that belong to organisations", () => {
    expect(findDrift(tableOf({ ADMIN: [ANN], ISSUER: [EVE], VERIFIER: [EVE] }), [person("admin", ANN)], new Set()).unknown).to.deep.equal(
      [],
    );
  });
});
