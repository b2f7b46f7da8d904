import type { accessManagerAbi } from "../abi/access-manager.ts";
import type { Address } from "../schemas/primitives.ts";
import type { ContractEventName, DecodeEventLogReturnType } from "viem";

/** Somebody who has a role. */
export interface AccessHolder {
  account: Address;
  /** From when on, in seconds since 1970; in the future while the role's grant delay runs. */
  since: number;
  /** How long each of its acts has to be announced before; 0 for at once. */
  delaySeconds: number;
}

export interface AccessRole {
  /** Decimal: 64 bits. `0` is the administrator. */
  id: string;
  label: string | null;
  /** Who gives and takes it. */
  admin: string;
  /** Who may cancel what its holders announced. */
  guardian: string;
  /** How long it takes from being given to being had. */
  grantDelaySeconds: number;
  holders: AccessHolder[];
}

/** A function that one role alone may call. */
export interface AccessFunction {
  target: Address;
  /** Four bytes in hex. */
  selector: `0x${string}`;
  role: string;
}

/** A call that was announced, and neither done nor cancelled. */
export interface AccessOperation {
  id: `0x${string}`;
  caller: Address;
  target: Address;
  data: `0x${string}`;
  /** From when on it can be done, in seconds since 1970. */
  readyAt: number;
}

/** Who may do what by an AccessManager, as of a block. */
export interface AccessTable {
  block: number;
  /** Time of that block, in seconds since 1970. */
  now: number;
  roles: AccessRole[];
  functions: AccessFunction[];
  /** Contracts that nobody may call at present. */
  closed: Address[];
  operations: AccessOperation[];
}

type Name = ContractEventName<typeof accessManagerAbi>;
export type AccessEvent = { [N in Name]: DecodeEventLogReturnType<typeof accessManagerAbi, N> }[Name];

/** OpenZeppelin's own: an announced call can be done for a week after it became ready. */
const OPERATION_EXPIRES_SECONDS = 7 * 86_400;
const ADMIN = "0";

export function emptyAccess({ block, now }: { block: number; now: number }): AccessTable {
  return { block, now, roles: [], functions: [], closed: [], operations: [] };
}

/** Brings a table up to the next event of its AccessManager. */
export function applyEvent(table: AccessTable, event: AccessEvent): void {
  switch (event.eventName) {
    case "RoleGranted": {
      const { roleId, account, since, delay } = event.args;
      const holders = roleOf(table, roleId).holders;
      const known = holders.find((holder) => holder.account === account);
      if (known) known.delaySeconds = delay;
      else holders.push({ account: account as Address, since, delaySeconds: delay });
      return;
    }
    case "RoleRevoked": {
      const role = roleOf(table, event.args.roleId);
      role.holders = role.holders.filter(({ account }) => account !== event.args.account);
      return;
    }
    case "RoleLabel":
      roleOf(table, event.args.roleId).label = event.args.label;
      return;
    case "RoleAdminChanged":
      roleOf(table, event.args.roleId).admin = String(event.args.admin);
      return;
    case "RoleGuardianChanged":
      roleOf(table, event.args.roleId).guardian = String(event.args.guardian);
      return;
    case "RoleGrantDelayChanged":
      roleOf(table, event.args.roleId).grantDelaySeconds = event.args.delay;
      return;
    case "TargetFunctionRoleUpdated": {
      const { target, selector, roleId } = event.args;
      const others = table.functions.filter((one) => one.target !== target || one.selector !== selector);
      table.functions = [...others, { target: target as Address, selector, role: roleOf(table, roleId).id }];
      return;
    }
    case "TargetClosed": {
      const target = event.args.target as Address;
      table.closed = [...table.closed.filter((one) => one !== target), ...(event.args.closed ? [target] : [])];
      return;
    }
    case "OperationScheduled": {
      const { operationId: id, caller, target, data, schedule } = event.args;
      const others = table.operations.filter((one) => one.id !== id);
      table.operations = [...others, { id, caller: caller as Address, target: target as Address, data, readyAt: schedule }];
      return;
    }
    case "OperationExecuted":
    case "OperationCanceled":
      table.operations = table.operations.filter(({ id }) => id !== event.args.operationId);
      return;
    case "TargetAdminDelayUpdated":
    // How soon this table can be changed is no part of who may do what.
  }
}

function roleOf(table: AccessTable, roleId: bigint): AccessRole {
  const id = String(roleId);
  const known = table.roles.find((role) => role.id === id);
  if (known) return known;
  const made: AccessRole = { id, label: id === ADMIN ? "ADMIN" : null, admin: ADMIN, guardian: ADMIN, grantDelaySeconds: 0, holders: [] };
  table.roles.push(made);
  table.roles.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return made;
}

/** Where an announced call stands at a time of the chain. */
export function stateOfOperation({ readyAt }: Pick<AccessOperation, "readyAt">, now: number): "waiting" | "ready" | "expired" {
  if (now < readyAt) return "waiting";
  return now < readyAt + OPERATION_EXPIRES_SECONDS ? "ready" : "expired";
}
