import { numberToHex } from "viem/utils";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import type { BlockPlace } from "../chain-reader.ts";
import { readBlock } from "./block.ts";
import { callView, isRevert } from "./call.ts";
import type { RpcRequest } from "./json-rpc.ts";

const abi = [
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ name: "", type: "bytes4" }],
  },
] as const;

/** What `isValidSignature` answers for a signature it accepts (ERC-1271). */
const MAGIC_VALUE = "0x1626ba7e";

/** ERC-1271 at one block. False for accounts without code and for contracts that refuse or do not know the question. */
export async function isValidContractSignature(
  request: RpcRequest,
  { account, digest, signature, at }: { account: Address; digest: Hex32; signature: `0x${string}`; at: BlockPlace | "latest" },
): Promise<boolean> {
  if ((await request("eth_getCode", [account, at === "latest" ? at : numberToHex(at.number)])) === "0x") return false;
  const block = at === "latest" ? await readBlock(request, at) : at;
  try {
    return (await callView(request, { abi, to: account, name: "isValidSignature", args: [digest, signature], block })) === MAGIC_VALUE;
  } catch (error) {
    if (isRevert(error) || isUndecodable(error)) return false;
    throw error;
  }
}

/** The contract answered nothing, or something that is not a bytes4: it does not implement ERC-1271. */
function isUndecodable(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith("AbiDecoding") || error.message.startsWith("no contract at"));
}
