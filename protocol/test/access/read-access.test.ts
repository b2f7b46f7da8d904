import { expect } from "chai";
import { numberToHex } from "viem/utils";
import { readAccess } from "../../src/access/read-access.ts";
import { stateOfOperation } from "../../src/access/access-table.ts";
import type { Address } from "../../src/schemas/primitives.ts";
import { accessLog, MANAGER, roleGranted, type AccessLog } from "../support/access-logs.ts";

const TARGET = "0x3333333333333333333333333333333333333333";
const [ANN, BOB] = ["0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"] as const;
const OPERATION = `0x${"0d".repeat(32)}`;
const SELECTOR = "0x8456cb59";

function nodeWith(logs: readonly AccessLog[]) {
  return async (method: string) =>
    method === "eth_getBlockByNumber" ? { number: "0x9", hash: `0x${"9".repeat(64)}`, timestamp: numberToHex(1_000_000) } : logs;
}

const scheduled = accessLog("OperationScheduled", {
  ...{ operationId: OPERATION, nonce: 1, schedule: 1_000_100, caller: ANN, target: TARGET, data: SELECTOR },
});
const read = (...logs: AccessLog[]) => readAccess(nodeWith(logs) as never, { accessManager: MANAGER as Address, fromBlock: 0 });

describe("the table of an AccessManager", () => {
  it("has each role with its label, its admin and guardian, and who holds it since when and with what delay", async () => {
    const { roles, block, now } = await read(
      roleGranted(0n, ANN),
      accessLog("RoleLabel", { roleId: 1n, label: "REGISTRAR" }),
      accessLog("RoleGuardianChanged", { roleId: 1n, guardian: 2n }),
      accessLog("RoleAdminChanged", { roleId: 1n, admin: 7n }),
      accessLog("RoleGrantDelayChanged", { roleId: 1n, delay: 60, since: 5 }),
      roleGranted(1n, BOB, { delay: 3_600, since: 20 }),
    );
    expect({ block, now }).to.deep.equal({ block: 9, now: 1_000_000 });
    expect(roles).to.deep.equal([
      {
        ...{ id: "0", label: "ADMIN", admin: "0", guardian: "0", grantDelaySeconds: 0 },
        holders: [{ account: ANN, since: 10, delaySeconds: 0 }],
      },
      {
        ...{ id: "1", label: "REGISTRAR", admin: "7", guardian: "2", grantDelaySeconds: 60 },
        holders: [{ account: BOB, since: 20, delaySeconds: 3_600 }],
      },
    ]);
  });

  it("forgets whose role was revoked, and takes a later delay for the same holder", async () => {
    const { roles } = await read(
      roleGranted(1n, ANN),
      roleGranted(1n, BOB),
      roleGranted(1n, BOB, { delay: 5 }),
      accessLog("RoleRevoked", { roleId: 1n, account: ANN }),
    );
    expect(roles[0]?.holders).to.deep.equal([{ account: BOB, since: 10, delaySeconds: 5 }]);
  });

  it("has for each restricted function the role that was named last, and the contracts that are closed", async () => {
    const restricted = (roleId: bigint) => accessLog("TargetFunctionRoleUpdated", { target: TARGET, selector: SELECTOR, roleId });
    const { functions, closed } = await read(restricted(1n), restricted(2n), accessLog("TargetClosed", { target: TARGET, closed: true }));
    expect(functions.map(({ selector, role }) => [selector, role])).to.deep.equal([[SELECTOR, "2"]]);
    expect(closed).to.deep.equal([TARGET]);
    const reopened = await read(
      accessLog("TargetClosed", { target: TARGET, closed: true }),
      accessLog("TargetClosed", { target: TARGET, closed: false }),
    );
    expect(reopened.closed).to.deep.equal([]);
  });

  it("has what was announced until it is done or cancelled, and says whether it can be done yet", async () => {
    const { operations } = await read(scheduled);
    expect(operations.map(({ id, caller, readyAt }) => [id, caller, readyAt])).to.deep.equal([[OPERATION, ANN, 1_000_100]]);
    for (const eventName of ["OperationExecuted", "OperationCanceled"])
      expect((await read(scheduled, accessLog(eventName, { operationId: OPERATION, nonce: 1 }))).operations).to.deep.equal([]);
    const at = (now: number) => stateOfOperation({ readyAt: 100 }, now);
    expect([at(99), at(100), at(100 + 7 * 86_400 - 1), at(100 + 7 * 86_400)]).to.deep.equal(["waiting", "ready", "ready", "expired"]);
  });
});
