import { keccak256 } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../../config/config.ts";
import { CALLS_PER_REQUEST, resultOf, type RpcBatch, type RpcCall } from "./rpc-batch.ts";

/** The answers come from another chain: what we send there would have no effect, or another one, and what it says means nothing here. */
export class ForeignChainError extends Error {
  override name = "ForeignChainError";
}

/**
 * The same questions, but each request also asks which chain answers: one look beforehand would not do, since a node may be restarted empty, or
 * be another one behind the same address, between two requests. It is asked last, for nodes that are asked one by one.
 *
 * @throws {ForeignChainError} instead of answers of a chain without the very contracts that were deployed, the token among them.
 */
export function ofOurChain(batch: RpcBatch, { chainId, supplyChain, codeHash, carbon }: Deployment): RpcBatch {
  const contracts = [contractAt(supplyChain, codeHash), ...(carbon ? [contractAt(carbon.token, carbon.codeHash)] : [])];
  const proof: readonly RpcCall[] = [{ method: "eth_chainId", params: [] }, ...contracts.map(({ ask }) => ask)];
  const part = CALLS_PER_REQUEST - proof.length;

  return async (calls) => {
    const answers = [];
    for (let start = 0; start < calls.length; start += part) {
      const asked = calls.slice(start, start + part);
      const all = await batch([...asked, ...proof]);
      const [id, ...codes] = all.slice(asked.length).map(resultOf);
      if (Number(id) !== chainId || !contracts.every(({ isIts }, index) => isIts(String(codes[index]))))
        throw new ForeignChainError("The node is on another chain, or the contract is not there.");
      answers.push(...all.slice(0, asked.length));
    }
    return answers;
  };
}

/** How a contract is asked for, and whether a code is that which was deployed. */
function contractAt(address: Address, codeHash: Hex32): { ask: RpcCall; isIts(code: string): boolean } {
  /** The right code, once it was seen, so that it is not hashed each time. */
  let known: string | undefined;
  return {
    ask: { method: "eth_getCode", params: [address, "latest"] },
    isIts(code) {
      if (known === undefined && keccak256(code as `0x${string}`) === codeHash) known = code;
      return code === known;
    },
  };
}
