import type { RpcAnswer, RpcAnswerError } from "./rpc-batch.ts";

/**
 * What a node's answer to signed bytes means.
 * - accepted: it has them.
 * - perhaps: it may have them; only looking for their hash tells.
 * - refused: it does not have them, and the same bytes may be taken later.
 * - never: no node of this chain will take them.
 */
export type Broadcast =
  | { kind: "accepted" }
  | { kind: "perhaps"; message: string }
  | { kind: "refused"; because: "funds" | "fees" | "other"; message: string }
  | { kind: "never"; message: string };

type Meaning = { kind: "accepted" } | { kind: "perhaps" } | { kind: "refused"; because: "funds" | "fees" | "other" } | { kind: "never" };

/**
 * Nodes have no codes for these, only words: geth's, which Erigon, Nethermind, Besu, Reth and anvil follow more or less. What is not
 * listed is `perhaps`: an error after the transaction was taken, as gateways and load balancers give, must not cost a second one.
 */
const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/already ?known|already imported|known transaction|already exists/i, { kind: "accepted" }],
  // Another form of ours may have been mined, or these very bytes: receipts and nonces tell.
  [/nonce (is )?too low|nonce has already been used|invalid nonce/i, { kind: "perhaps" }],
  [/insufficient funds|insufficient balance|doesn't have enough funds|upfront cost/i, { kind: "refused", because: "funds" }],
  [/underpriced|fee too low|max fee per gas less than block base fee|feecap|below (the )?minimum/i, { kind: "refused", because: "fees" }],
  [/nonce (is )?too high|txpool is full|pool is full|limit exceeded|too many|rate limit|capacity/i, { kind: "refused", because: "other" }],
  [
    /intrinsic gas too low|exceeds block gas limit|gas limit (is )?too high|exceeds (the )?(maximum )?(allowed )?(transaction )?gas( limit| cap)|oversized data|max initcode|invalid sender|invalid signature|invalid chain ?id|incorrect chain ?id|wrong chain|type not supported|tip(percap)? higher than|priority fee.*(higher|greater)|rlp|could not decode|failed to decode|not permitted|sender (is )?blocked|blacklist/i,
    { kind: "never" },
  ],
];

export function broadcastOf(answer: RpcAnswer): Broadcast {
  if ("result" in answer) return { kind: "accepted" };
  const { message } = answer.error;
  const meaning = MEANINGS.find(([words]) => words.test(message))?.[1] ?? { kind: "perhaps" };
  return meaning.kind === "accepted" ? meaning : { ...meaning, message };
}

/** What a node says to a call that was not sent yet. */
export type Estimate = { gas: bigint } | { revert: `0x${string}` } | { message: string };

export function estimateOf(answer: RpcAnswer): Estimate {
  if ("result" in answer) return { gas: BigInt(String(answer.result)) };
  const revert = revertDataOf(answer.error);
  return revert === null ? { message: answer.error.message } : { revert };
}

/** Revert data of a failed call or estimate: "0x" when the contract gave none; null when the error was no revert. */
export function revertDataOf({ code, message, data }: RpcAnswerError): `0x${string}` | null {
  return hexIn(data) ?? (code === 3 || /revert/i.test(message) ? "0x" : null);
}

function hexIn(data: unknown): `0x${string}` | null {
  if (typeof data === "string") return /^0x[0-9a-f]*$/i.test(data) ? (data as `0x${string}`) : null;
  if (typeof data === "object" && data !== null && "data" in data) return hexIn(data.data);
  return null;
}
