import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import type { AccessRoleAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { encodeFunctionData } from "viem/utils";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";

/** A change of who has a role of the AccessManager. */
export interface RoleChange {
  kind: AccessRoleAct["act"];
  /** Its number, decimal. */
  role: string;
  account: Address;
  /** How long each act of the account has to be announced before; of no meaning where the role is taken away. */
  delaySeconds: number;
}

/** Gives a role, or takes it away. */
export function roleCall({ kind, role, account, delaySeconds }: RoleChange): ContractCall {
  if (kind === "grant") {
    const args = [BigInt(role), account, delaySeconds] as const;
    return { data: encodeFunctionData({ abi: accessManagerAbi, functionName: "grantRole", args }), text: `grantRole(${args.join(", ")})` };
  }
  const args = [BigInt(role), account] as const;
  return { data: encodeFunctionData({ abi: accessManagerAbi, functionName: "revokeRole", args }), text: `revokeRole(${args.join(", ")})` };
}
