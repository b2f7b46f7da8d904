import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useQuery } from "@tanstack/react-query";
import { decodeFunctionResult, encodeFunctionData } from "viem/utils";
import { z } from "zod";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { requestTo } from "../../../lib/node-request.ts";

const bytes = z.string().regex(/^0x[0-9a-f]*$/i);

/** How a call of SupplyChain is sent by a wallet: to the contract, or announced to the AccessManager first. */
export interface Way {
  to: Address;
  call: ContractCall;
  /** How long it has to wait after it was announced; 0 where it is done at once, or not at all. */
  delaySeconds: number;
}

/** Asks the AccessManager what this wallet may. Whom it lets do nothing is shown so by the simulation of the call. */
export function useWay(config: PublicConfig, wallet: Address | null, call: ContractCall) {
  return useQuery({
    queryKey: ["way", wallet, call.data],
    enabled: wallet !== null,
    queryFn: () => askWay(config, wallet as Address, call),
  });
}

/** The same, asked once. */
export async function askWay(config: PublicConfig, wallet: Address, call: ContractCall): Promise<Way> {
  const [target, manager] = [config.contracts.supplyChain as Address, config.contracts.accessManager as Address];
  const ask = { abi: accessManagerAbi, functionName: "canCall" } as const;
  const data = encodeFunctionData({ ...ask, args: [wallet, target, call.data.slice(0, 10) as `0x${string}`] });
  const answer = bytes.parse(await requestTo(nodeOf(config))("eth_call", [{ to: manager, data }, "latest"]));
  const [isImmediate, delay] = decodeFunctionResult({ ...ask, data: answer as `0x${string}` });
  if (isImmediate || delay === 0) return { to: target, call, delaySeconds: 0 };
  return { to: manager, call: scheduleCall(target, call.data), delaySeconds: delay };
}

/** Announces a call, to be done as soon as the delay allows. */
export function scheduleCall(target: Address, data: `0x${string}`): ContractCall {
  const args = [target, data, 0] as const;
  return { data: encodeFunctionData({ abi: accessManagerAbi, functionName: "schedule", args }), text: `schedule(${args.join(", ")})` };
}
