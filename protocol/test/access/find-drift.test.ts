import { expect } from "chai";
import { emptyAccess, applyEvent, type AccessEvent, type AccessTable } from "../../src/access/access-table.ts";
import { findDrift, holdersForOrganisations } from "../../src/access/find-drift.ts";
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

const nobody: ReadonlySet<string> = new Set();

describe("drift between who runs the contracts and who runs the installation", () => {
  it("is an account with a running role that is no admin's wallet, nor one that the installation sends from", () => {
    const table = tableOf({ ADMIN: [ANN, EVE], REGISTRAR: [SENDER, EVE], GUARDIAN: [BOB] });
    const people = [person("admin", ANN), person("auditor", BOB)];
    const { unknown, powerless } = findDrift(table, { people, own: new Set([SENDER]), organisations: new Set([EVE]) });
    expect(unknown).to.deep.equal([
      { account: EVE, roles: ["ADMIN", "REGISTRAR"] },
      { account: BOB, roles: ["GUARDIAN"] },
    ]);
    expect(powerless).to.deep.equal([]);
  });

  it("is one with any other role, too, which may have been given every function since", () => {
    const table = tableOf({ ADMIN: [ANN] });
    table.roles.push({
      id: "9",
      label: null,
      admin: "0",
      guardian: "0",
      grantDelaySeconds: 0,
      holders: [{ account: EVE, since: 1, delaySeconds: 0 }],
    });
    const { unknown } = findDrift(table, { people: [person("admin", ANN)], own: nobody, organisations: nobody });
    expect(unknown).to.deep.equal([{ account: EVE, roles: ["9"] }]);
  });

  it("is an admin none of whose wallets has such a role; one is enough", () => {
    const people = [person("admin"), person("admin", EVE), person("admin", EVE, ANN)];
    const table = tableOf({ ADMIN: [ANN], ISSUER: [EVE] });
    expect(findDrift(table, { people, own: nobody, organisations: nobody }).powerless).to.deep.equal(people.slice(0, 2));
  });

  it("is an issuer or a verifier of grams that is no registered organisation, no admin's and not ours", () => {
    const table = tableOf({ ADMIN: [ANN], ISSUER: [EVE, SENDER], VERIFIER: [EVE, BOB, ANN] });
    const known = { people: [person("admin", ANN)], own: new Set([SENDER]), organisations: new Set([BOB]) };
    expect(findDrift(table, known)).to.deep.equal({
      powerless: [],
      unknown: [],
      unregistered: [{ account: EVE, roles: ["ISSUER", "VERIFIER"] }],
    });
    expect(holdersForOrganisations(table)).to.have.members([EVE, SENDER, BOB, ANN]);
  });
});
