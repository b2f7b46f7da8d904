import { decodeFunctionResult, encodeFunctionData, numberToHex } from "viem/utils";
import type { Abi, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from "viem";
import type { BlockPlace } from "../chain-reader.ts";
import { RpcError, type RpcRequest } from "./json-rpc.ts";

/**
 * Reads a view function at one block. Asks by block hash, so that two reads cannot straddle a reorganisation, and by number where
 * the node does not take hashes (EIP-1898).
 */
export async function callView<const A extends Abi, Name extends ContractFunctionName<A, "view">>(
  request: RpcRequest,
  { abi, to, name, args, block }: { abi: A; to: string; name: Name; args: ContractFunctionArgs<A, "view", Name>; block: BlockPlace },
): Promise<ContractFunctionReturnType<A, "view", Name>> {
  const parameters = { abi, functionName: name, args } as unknown as { abi: Abi; functionName: string; args: readonly unknown[] };
  const call = { to, data: encodeFunctionData(parameters) };
  const answer = await request("eth_call", [call, { blockHash: block.hash }]).catch((error: unknown) => {
    if (error instanceof RpcError && !isRevert(error)) return request("eth_call", [call, numberToHex(block.number)]);
    throw error;
  });
  if (answer === "0x") throw new Error(`no contract at ${to} answers “${name}”`);
  return decodeFunctionResult({ ...parameters, data: answer as `0x${string}` }) as ContractFunctionReturnType<A, "view", Name>;
}

/** True when the code ran and refused, as opposed to a node that could not run it. */
export function isRevert(error: unknown): boolean {
  return error instanceof RpcError && (error.code === 3 || /revert/i.test(error.message));
}
