import { encodeFunctionData, type ContractFunctionArgs, type ContractFunctionName } from "viem";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { WORK_CHANNEL } from "./leadership.ts";
import { insertTransaction, type SenderRole } from "./transactions.store.ts";

export type { SenderRole } from "./transactions.store.ts";

type WriteName = ContractFunctionName<typeof supplyChainAbi, "nonpayable">;
type CarbonName = ContractFunctionName<typeof carbonTokenAbi, "nonpayable">;

interface Relaying {
  /** What the transaction is for, `<kind>:<id>`: the same key is never sent twice. */
  businessKey: string;
  sender?: SenderRole;
}

export interface RelayRequest<Name extends WriteName> extends Relaying {
  functionName: Name;
  args: ContractFunctionArgs<typeof supplyChainAbi, "nonpayable", Name>;
}

/** A call of CarbonToken. */
export interface CarbonRequest<Name extends CarbonName> extends Relaying {
  functionName: Name;
  args: ContractFunctionArgs<typeof carbonTokenAbi, "nonpayable", Name>;
}

export interface Relay {
  senderOf(role: SenderRole): Address;
  /**
   * Enqueues a call of the contract in the caller's transaction. Repeating a business key does nothing, unless its transaction failed for
   * good: then it is tried anew. Answers whether something was enqueued.
   */
  call<Name extends WriteName>(ctx: Ctx, request: RelayRequest<Name>): Promise<boolean>;
  /** The same for CarbonToken. @throws Error where the deployment has none */
  callCarbon<Name extends CarbonName>(ctx: Ctx, request: CarbonRequest<Name>): Promise<boolean>;
}

export interface RelayTargets {
  supplyChain: Address;
  /** Absent in the deployment of an older Waybill. */
  carbon: Address | undefined;
}

export function createRelay(targets: RelayTargets, signers: Readonly<Record<SenderRole, { address: Address }>>): Relay {
  async function enqueue(ctx: Ctx, target: Address, { businessKey, sender = "relayer" }: Relaying, data: `0x${string}`): Promise<boolean> {
    const isNew = await insertTransaction(ctx, { businessKey, role: sender, sender: signers[sender].address, target, data });
    if (isNew) await ctx.tx.query("SELECT pg_notify($1, '')", [WORK_CHANNEL]);
    return isNew;
  }
  return {
    senderOf: (role) => signers[role].address,
    async call(ctx, { functionName, args, ...request }) {
      const data = encodeFunctionData({ abi: supplyChainAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
      return enqueue(ctx, targets.supplyChain, request, data);
    },
    async callCarbon(ctx, { functionName, args, ...request }) {
      if (targets.carbon === undefined) throw new Error("this deployment has no CarbonToken");
      const data = encodeFunctionData({ abi: carbonTokenAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
      return enqueue(ctx, targets.carbon, request, data);
    },
  };
}
