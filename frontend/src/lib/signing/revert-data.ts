type Hex = `0x${string}`;

/** A selector of four bytes and whole words after it: neither an address nor a hash. */
const DATA = /^0x[0-9a-f]{8}(?:[0-9a-f]{64})*$/i;
/** The same among a node's words; some put a colon between selector and words. */
const IN_WORDS = /\b0x[0-9a-f]{8}(?::? ?(?:[0-9a-f]{64})+)?(?![0-9a-f])/i;
const MAX_DEPTH = 8;

/**
 * What a contract refused with, wherever a node put it, a wallet left it, or a library wrapped it; null where there is nothing of that kind.
 *
 * @example
 * revertDataOf(new RpcError("execution reverted", 3, "0x2e1a7d4d")); // "0x2e1a7d4d"
 */
export function revertDataOf(error: unknown): Hex | null {
  return find(error, 0);
}

function find(at: unknown, depth: number): Hex | null {
  if (typeof at === "string") return DATA.test(at) ? (at as Hex) : null;
  if (typeof at !== "object" || at === null || depth > MAX_DEPTH) return null;
  const { data, originalError, error, cause, message } = at as Record<string, unknown>;
  for (const below of [data, originalError, error, cause]) {
    const found = find(below, depth + 1);
    if (found !== null) return found;
  }
  const said = typeof message === "string" ? IN_WORDS.exec(message)?.[0].replace(/[: ]/g, "") : undefined;
  return (said as Hex | undefined) ?? null;
}
