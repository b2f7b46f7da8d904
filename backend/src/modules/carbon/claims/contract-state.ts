import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { decodeFunctionResult, encodeFunctionData, type PublicClient, toFunctionSelector } from "viem";
import { getAbiItem } from "viem/utils";
import { ProblemError } from "../../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";

/** What the contracts say now: who may verify and issue, as the AccessManager has it, and what the token issued. */
export interface ContractState {
  isVerifier(account: Address): Promise<boolean>;
  /** With a delay or without. */
  isIssuer(account: Address): Promise<boolean>;
  /** Without a delay: what is called off is sent from its own wallet. */
  mayCancel(account: Address): Promise<boolean>;
  /** Whoever sent the transaction. */
  isIssued(batch: bigint): Promise<boolean>;
}

/** `VERIFIER_ROLE` of CarbonToken. */
const VERIFIER_ROLE = 4n;
const ISSUE = toFunctionSelector(getAbiItem({ abi: carbonTokenAbi, name: "issue" }));
const CANCEL = toFunctionSelector(getAbiItem({ abi: carbonTokenAbi, name: "cancel" }));

/** Asks the node each time: a role that was revoked a block ago counts no more. */
export function createContractState(
  client: Pick<PublicClient, "request">,
  { accessManager, token }: { accessManager: Address; token: Address },
): ContractState {
  async function ask(to: Address, data: `0x${string}`): Promise<`0x${string}`> {
    try {
      return await client.request({ method: "eth_call", params: [{ to, data }, "latest"] });
    } catch (cause) {
      const detail = "Roles and grams stand on chain, and the node is away.";
      throw new ProblemError(PLATFORM_PROBLEMS.unavailable, { detail, headers: { "Retry-After": "5" }, cause });
    }
  }
  async function canCall(account: Address, selector: `0x${string}`): Promise<readonly [isImmediate: boolean, delay: number]> {
    const call = { abi: accessManagerAbi, functionName: "canCall" } as const;
    const data = await ask(accessManager, encodeFunctionData({ ...call, args: [account, token, selector] }));
    return decodeFunctionResult({ ...call, data });
  }
  return {
    async isVerifier(account) {
      const call = { abi: accessManagerAbi, functionName: "hasRole" } as const;
      const [isMember] = decodeFunctionResult({
        ...call,
        data: await ask(accessManager, encodeFunctionData({ ...call, args: [VERIFIER_ROLE, account] })),
      });
      return isMember;
    },
    async isIssuer(account) {
      const [isImmediate, delay] = await canCall(account, ISSUE);
      return isImmediate || delay !== 0;
    },
    async mayCancel(account) {
      return (await canCall(account, CANCEL))[0];
    },
    async isIssued(batch) {
      const call = { abi: carbonTokenAbi, functionName: "batchOf" } as const;
      const { issued } = decodeFunctionResult({ ...call, data: await ask(token, encodeFunctionData({ ...call, args: [batch] })) });
      return issued > 0;
    },
  };
}
