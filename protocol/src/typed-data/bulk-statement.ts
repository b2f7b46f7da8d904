import { keccak, signatureHash } from "../hashing/keccak.ts";
import { climb, levelsWith, pathIn } from "../hashing/merkle-shape.ts";
import { ZERO_HEX32 } from "../hashing/history.ts";
import type { BulkPlace } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import type { SigningChain } from "./custody.ts";
import { domainOf, domainSeparatorOf } from "./domain.ts";
import { contentHashOf, REFERENCED_TYPES, statementHashOf, type EventStatementMessage, type StatementHashes } from "./event-statement.ts";
import { EVENT_STATEMENT_TYPES } from "./types.ts";

/**
 * One signature over many statements. The wallet gets all of them as a tree of pairs, so it shows every sentence; EIP-712 hashes such a
 * tree pair by pair, so each statement is proven alone by a path of hashes that tell nothing of the others.
 */

/** Fills a tree up to a power of two. Nobody can state it: no event hashes to zero. */
const NOTHING: EventStatementMessage = {
  content: { statement: "", eventHash: ZERO_HEX32, contentDigest: ZERO_HEX32, salt: ZERO_HEX32 },
  fieldsRoot: ZERO_HEX32,
};

/** Depth of nested pairs; wallets show what is inside, so there is an end to it: 512 statements. */
export const MAX_BULK_HEIGHT = 9;

type Tree = EventStatementMessage | readonly [Tree, Tree];

/**
 * Typed data with which an organisation signs up to 512 statements at once.
 *
 * @throws RangeError for none, or more than fit
 * @example
 * const signature = await account.signTypedData(bulkStatementTypedData(chain, messages));
 * const places = bulkPlacesOf(messages); // places[i] goes beside the signature of event i
 */
export function bulkStatementTypedData(chain: SigningChain, messages: readonly EventStatementMessage[]) {
  const height = heightFor(messages.length);
  const pair = (left: Tree, right: Tree): Tree => [left, right];
  const tree = levelsWith<Tree>(pair, padded(messages, height)).at(-1)?.[0];
  return { domain: domainOf(chain), types: typesOf(height), primaryType: "BulkStatement", message: { tree } } as const;
}

/** Where each statement stands in the tree that `bulkStatementTypedData` makes of them. */
export function bulkPlacesOf(messages: readonly EventStatementMessage[]): BulkPlace[] {
  const leaves = padded(messages, heightFor(messages.length)).map(({ content, fieldsRoot }) =>
    statementHashOf({ contentHash: contentHashOf(content), fieldsRoot }),
  );
  const levels = levelsWith(pairHash, leaves);
  return messages.map((_, position) => {
    const { index, path } = pathIn(levels, position);
    return { index, path };
  });
}

/** The digest that the signature over the whole tree is for, from one statement's hashes; undefined when place and path contradict. */
export function bulkDigestOf(chain: SigningChain, hashes: StatementHashes, { index, path }: BulkPlace): Hex32 | undefined {
  const root = climb(pairHash, statementHashOf(hashes), { index, size: 2 ** path.length, path: path as Hex32[] });
  return root && keccak("0x1901", domainSeparatorOf(chain), keccak(typeHashOf(path.length), root));
}

/** How EIP-712 hashes a list of two. */
function pairHash(left: Hex32, right: Hex32): Hex32 {
  return keccak(left, right);
}

function heightFor(count: number): number {
  const height = Math.max(1, Math.ceil(Math.log2(count)));
  if (count < 1 || height > MAX_BULK_HEIGHT)
    throw new RangeError(`one signature covers 1 to ${2 ** MAX_BULK_HEIGHT} statements, not ${count}`);
  return height;
}

function padded(messages: readonly EventStatementMessage[], height: number): EventStatementMessage[] {
  return Array.from({ length: 2 ** height }, (_, position) => messages[position] ?? NOTHING);
}

function typesOf(height: number) {
  return { BulkStatement: [{ name: "tree", type: treeTypeOf(height) }], ...EVENT_STATEMENT_TYPES } as const;
}

function typeHashOf(height: number): Hex32 {
  return signatureHash(`BulkStatement(${treeTypeOf(height)} tree)${REFERENCED_TYPES}`);
}

function treeTypeOf(height: number): string {
  return `EventStatement${"[2]".repeat(height)}`;
}
