import { hex } from "../chain/bench-chain.ts";
import type { Behaviour, RpcAnswer, RpcCall } from "./lies.ts";

/** A call as a node that is behind would understand it: its newest block is an older one. */
export function age(call: RpcCall, { staleBlocks = 0 }: Behaviour, head: number, epochBlocks: number): RpcCall {
  if (staleBlocks === 0) return call;
  const newest = Math.max(0, head - staleBlocks);
  const tags: Record<string, number> = { latest: newest, pending: newest, safe: newest - epochBlocks, finalized: newest - 2 * epochBlocks };
  const translate = (value: unknown): unknown => {
    if (typeof value === "string" && value in tags) return hex(Math.max(0, tags[value] ?? 0));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key.endsWith("Block") ? translate(inner) : inner]));
  };
  return { ...call, params: (call.params ?? []).map(translate) };
}

/** Its answer: of blocks that it does not have yet, it says nothing. */
export function ageAnswer(call: RpcCall, answer: RpcAnswer, { staleBlocks = 0 }: Behaviour, head: number): RpcAnswer {
  if (staleBlocks === 0) return answer;
  const newest = Math.max(0, head - staleBlocks);
  if (call.method === "eth_blockNumber") return { id: answer.id, result: hex(newest) };
  const number = (answer.result as { number?: string } | null | undefined)?.number;
  if (number !== undefined && Number(number) > newest) return { id: answer.id, result: null };
  if (!Array.isArray(answer.result)) return answer;
  return { ...answer, result: answer.result.filter((item) => Number((item as { blockNumber?: string }).blockNumber ?? 0) <= newest) };
}
