import type { BlockRef, Header } from "./blocks.ts";
import { MovedChainError } from "./chunk.ts";
import type { ChainNode } from "./node/chain-node.ts";

/** Headers asked for at once: below the limits that nodes set to batches. */
const AT_ONCE = 64;

/**
 * The blocks after `ancestor` up to `tip`, each the parent of the next. Behind one address may stand several nodes on several branches; a chain
 * of parents is of one branch, whoever told its links.
 *
 * @throws {MovedChainError} when they do not link: asking again will do.
 */
export async function linkedHeaders(
  node: Pick<ChainNode, "headers">,
  ancestor: Pick<BlockRef, "number"> & { hash?: string },
  tip: Header,
): Promise<Header[]> {
  const headers: Header[] = [];
  for (let from = ancestor.number + 1; from <= tip.number; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, tip.number - from) }, (_, index) => from + index);
    const answers = numbers.length > 0 ? await node.headers(numbers) : [];
    if (from + AT_ONCE > tip.number) answers.push(tip);
    for (const [index, header] of answers.entries()) {
      const parent = headers.at(-1)?.hash ?? ancestor.hash;
      if (!header || (parent !== undefined && header.parentHash !== parent))
        throw new MovedChainError(`the chain changed at block ${from + index}`);
      headers.push(header);
    }
  }
  return headers;
}
