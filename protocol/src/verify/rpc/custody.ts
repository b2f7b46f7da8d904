import { supplyChainAbi as abi } from "../../abi/supply-chain.ts";
import type { BlockPlace, BlockTag, CustodyState } from "../chain-reader.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { readBlock } from "./block.ts";
import { callView } from "./call.ts";
import type { RpcRequest } from "./json-rpc.ts";

const STATUS = ["none", "open", "closed"] as const;

/** The unit's slot at a block. */
export async function readCustody(
  request: RpcRequest,
  to: Address,
  { unit, at }: { unit: Hex32; at: BlockTag | BlockPlace },
): Promise<CustodyState> {
  const block = typeof at === "string" ? await readBlock(request, at) : at;
  const { holder, seq, status } = await callView(request, { abi, to, name: "custodyOf", args: [unit], block });
  const known = STATUS[status];
  if (known === undefined) throw new Error(`the contract gives a custody status of ${status}, which this verifier does not know`);
  return { holder: holder as Address, seq: Number(seq), status: known };
}
