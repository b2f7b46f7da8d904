import { BaseError } from "viem";

export interface RpcAnswerError {
  code: number;
  message: string;
  data: unknown;
}

/** The error that the node itself answered, dug out of viem's wrapping; null when there was no answer (network, timeout, HTTP status). */
export function rpcErrorOf(error: unknown): RpcAnswerError | null {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const { code, data } = current as { code?: unknown; data?: unknown };
    if (!(current instanceof BaseError) || typeof code !== "number") continue;
    const inner = current.cause as { message?: string; data?: unknown } | undefined;
    return { code, message: [current.details, inner?.message].find((text) => text) ?? current.message, data: inner?.data ?? data };
  }
  return null;
}

/** Revert data of a failed call or estimate: "0x" when the contract gave none; null when the error was no revert. */
export function revertDataOf(error: unknown): `0x${string}` | null {
  const answer = rpcErrorOf(error);
  if (answer === null) return null;
  const data = hexIn(answer.data);
  if (data !== null) return data;
  return answer.code === 3 || /revert/i.test(answer.message) ? "0x" : null;
}

function hexIn(data: unknown): `0x${string}` | null {
  if (typeof data === "string") return /^0x[0-9a-f]*$/i.test(data) ? (data as `0x${string}`) : null;
  if (typeof data === "object" && data !== null && "data" in data) return hexIn(data.data);
  return null;
}
