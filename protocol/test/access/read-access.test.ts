import { expect } from "chai";
import { encodeAbiParameters, encodeEventTopics, numberToHex } from "viem";
import { accessManagerAbi } from "../../src/abi/access-manager.ts";
import { readAccess } from "../../src/access/read-access.ts";
import { stateOfOperation } from "../../src/access/access-table.ts";
import type { Address } from "../../src/schemas/primitives.ts";

const MANAGER = `0x${"aa".repeat(20)}` as Address;
const TARGET = "0x3333333333333333333333333333333333333333";
const [ANN, BOB] = ["0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"] as const;
const OPERATION = `0x${"0d".repeat(32)}`;
const SELECTOR = "0x8456cb59";

type Log = { topics: readonly (string | null | readonly string[])[]; data: string };

/** A log as a node tells it. */
function logOf(eventName: string, args: Record<string, unknown>): Log {
  const event = accessManagerAbi.find((one) => one.type === "event" && one.name === eventName);
  if (event?.type !== "event") throw new Error(`there is no ${eventName}`);
  const open = event.inputs.filter(({ indexed }) => !indexed);
  return {
    topics: encodeEventTopics({ abi: accessManagerAbi, eventName, args } as never),
    data: encodeAbiParameters(open, open.map(({ name }) => args[name]) as never),
  };
}

function nodeWith(logs: readonly Log[]) {
  return async (method: string) => {
    if (method === "eth_getBlockByNumber") return { number: "0x9", hash: `0x${"9".repeat(64)}`, timestamp: numberToHex(1_000_000) };
    return logs.map((log) => ({
      ...{ ...log, address: MANAGER, blockNumber: "0x1", blockHash: `0x${"1".repeat(64)}`, transactionHash: `0x${"2".repeat(64)}` },
    }));
  };
}

const granted = (roleId: bigint, account: string, delay = 0, since = 10) =>
  logOf("RoleGranted", { roleId, account, delay, since, newMember: true });
const scheduled = logOf("OperationScheduled", {
  ...{ operationId: OPERATION, nonce: 1, schedule: 1_000_100, caller: ANN, target: TARGET, data: SELECTOR },
});
const read = (...logs: Log[]) => readAccess(nodeWith(logs) as never, { accessManager: MANAGER, fromBlock: 0 });

describe("the table of an AccessManager", () => {
  it("has each role with its label, its admin and guardian, and who holds it since when and with what delay", async () => {
    const { roles, block, now } = await read(
      granted(0n, ANN),
      logOf("RoleLabel", { roleId: 1n, label: "REGISTRAR" }),
      logOf("RoleGuardianChanged", { roleId: 1n, guardian: 2n }),
      logOf("RoleAdminChanged", { roleId: 1n, admin: 7n }),
      logOf("RoleGrantDelayChanged", { roleId: 1n, delay: 60, since: 5 }),
      granted(1n, BOB, 3_600, 20),
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
      granted(1n, ANN),
      granted(1n, BOB),
      granted(1n, BOB, 5),
      logOf("RoleRevoked", { roleId: 1n, account: ANN }),
    );
    expect(roles[0]?.holders).to.deep.equal([{ account: BOB, since: 10, delaySeconds: 5 }]);
  });

  it("has for each restricted function the role that was named last, and the contracts that are closed", async () => {
    const restricted = (roleId: bigint) => logOf("TargetFunctionRoleUpdated", { target: TARGET, selector: SELECTOR, roleId });
    const { functions, closed } = await read(restricted(1n), restricted(2n), logOf("TargetClosed", { target: TARGET, closed: true }));
    expect(functions.map(({ selector, role }) => [selector, role])).to.deep.equal([[SELECTOR, "2"]]);
    expect(closed).to.deep.equal([TARGET]);
    const reopened = await read(
      logOf("TargetClosed", { target: TARGET, closed: true }),
      logOf("TargetClosed", { target: TARGET, closed: false }),
    );
    expect(reopened.closed).to.deep.equal([]);
  });

  it("has what was announced until it is done or cancelled, and says whether it can be done yet", async () => {
    const { operations } = await read(scheduled);
    expect(operations.map(({ id, caller, readyAt }) => [id, caller, readyAt])).to.deep.equal([[OPERATION, ANN, 1_000_100]]);
    for (const eventName of ["OperationExecuted", "OperationCanceled"])
      expect((await read(scheduled, logOf(eventName, { operationId: OPERATION, nonce: 1 }))).operations).to.deep.equal([]);
    const at = (now: number) => stateOfOperation({ readyAt: 100 }, now);
    expect([at(99), at(100), at(100 + 7 * 86_400 - 1), at(100 + 7 * 86_400)]).to.deep.equal(["waiting", "ready", "ready", "expired"]);
  });
});
