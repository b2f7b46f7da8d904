import { encodeFunctionData, type ContractFunctionArgs, type ContractFunctionName } from "viem";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { WORK_CHANNEL } from "./leadership.ts";
import { insertTransaction, type SenderRole } from "./transactions.store.ts";

export type { SenderRole } from "./transactions.store.ts";

type WriteName = ContractFunctionName<typeof supplyChainAbi, "nonpayable">;

export interface RelayRequest<Name extends WriteName> {
  /** What the transaction is for, `<kind>:<id>`: the same key is never sent twice. */
  businessKey: string;
  sender?: SenderRole;
  functionName: Name;
  args: ContractFunctionArgs<typeof supplyChainAbi, "nonpayable", Name>;
}

export interface Relay {
  senderOf(role: SenderRole): Address;
  /**
   * Enqueues a call of the contract in the caller's transaction. Repeating a business key does nothing, unless its transaction failed for
   * good: then it is tried anew. Answers whether something was enqueued.
   */
  call<Name extends WriteName>(ctx: Ctx, request: RelayRequest<Name>): Promise<boolean>;
}

export function createRelay(target: Address, senders: Readonly<Record<SenderRole, Address>>): Relay {
  return {
    senderOf: (role) => senders[role],
    async call(ctx, { businessKey, sender = "relayer", functionName, args }) {
      const data = encodeFunctionData({ abi: supplyChainAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
      const isNew = await insertTransaction(ctx, { businessKey, role: sender, sender: senders[sender], target, data });
      if (isNew) await ctx.tx.query("SELECT pg_notify($1, '')", [WORK_CHANNEL]);
      return isNew;
    },
  };
}
