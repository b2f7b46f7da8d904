import { keccak256 } from "viem";
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
 * @throws {ForeignChainError} instead of answers of a chain without the very contract that was deployed.
 */
export function ofOurChain(batch: RpcBatch, { chainId, supplyChain, codeHash }: Deployment): RpcBatch {
  const proof: readonly RpcCall[] = [
    { method: "eth_chainId", params: [] },
    { method: "eth_getCode", params: [supplyChain, "latest"] },
  ];
  /** The right code, once it was seen, so that it is not hashed each time. */
  let ours: string | undefined;
  const isOurs = (code: string): boolean => {
    if (ours === undefined && keccak256(code as `0x${string}`) === codeHash) ours = code;
    return code === ours;
  };
  const part = CALLS_PER_REQUEST - proof.length;

  return async (calls) => {
    const answers = [];
    for (let start = 0; start < calls.length; start += part) {
      const asked = calls.slice(start, start + part);
      const all = await batch([...asked, ...proof]);
      const [id, code] = all.slice(asked.length).map(resultOf);
      if (Number(id) !== chainId || !isOurs(String(code)))
        throw new ForeignChainError("The node is on another chain, or the contract is not there.");
      answers.push(...all.slice(0, asked.length));
    }
    return answers;
  };
}
