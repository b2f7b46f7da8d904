import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import type { AccessOperation } from "@waybill/protocol/access/access-table";
import { encodeFunctionData } from "viem/utils";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";

/** Does what was announced, or calls it off. */
export function operationCall(kind: "execute" | "cancel", { caller, target, data }: AccessOperation): ContractCall {
  if (kind === "execute") {
    const args = [target, data] as const;
    return { data: encodeFunctionData({ abi: accessManagerAbi, functionName: "execute", args }), text: `execute(${args.join(", ")})` };
  }
  const args = [caller, target, data] as const;
  return { data: encodeFunctionData({ abi: accessManagerAbi, functionName: "cancel", args }), text: `cancel(${args.join(", ")})` };
}
