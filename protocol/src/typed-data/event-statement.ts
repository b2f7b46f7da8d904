import { keccak, keccakOfText, signatureHash } from "../hashing/keccak.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import type { SigningChain } from "./custody.ts";
import { domainOf, domainSeparatorOf } from "./domain.ts";
import { EVENT_STATEMENT_TYPES } from "./types.ts";

/** What a statement says. Its EIP-712 hash is salted: shown alone, it tells nothing of what is inside. */
export interface StatementContent {
  /** `statementOf(event)`: what the wallet shows in words. */
  statement: string;
  eventHash: Hex32;
  contentDigest: Hex32;
  /** 32 random bytes, kept with the statement; destroying them erases it. */
  salt: Hex32;
}

export interface EventStatementMessage {
  content: StatementContent;
  /** `fieldsRootOf(event, salt)`. */
  fieldsRoot: Hex32;
}

/** The message as hashes: all that is needed of it where the content itself stays hidden. */
export interface StatementHashes {
  /** `contentHashOf` its content. */
  contentHash: Hex32;
  fieldsRoot: Hex32;
}

const CONTENT_TYPE = "Content(string statement,bytes32 eventHash,bytes32 contentDigest,bytes32 salt)";
const CONTENT_TYPE_HASH = signatureHash(CONTENT_TYPE);
const EVENT_STATEMENT_TYPE = "EventStatement(Content content,bytes32 fieldsRoot)";
const STATEMENT_TYPE_HASH = signatureHash(EVENT_STATEMENT_TYPE + CONTENT_TYPE);

/** What `encodeType` of EIP-712 appends for a type that holds statements: referenced types in the order of their names. */
export const REFERENCED_TYPES = CONTENT_TYPE + EVENT_STATEMENT_TYPE;

/**
 * Typed data with which an organisation signs one event. Ready for `signTypedData` and `hashTypedData` of viem.
 *
 * @example
 * const signature = await account.signTypedData(eventStatementTypedData(chain, { content, fieldsRoot }));
 */
export function eventStatementTypedData(chain: SigningChain, message: EventStatementMessage) {
  return { domain: domainOf(chain), types: EVENT_STATEMENT_TYPES, primaryType: "EventStatement", message } as const;
}

/** EIP-712 `hashStruct` of a statement's content. */
export function contentHashOf({ statement, eventHash, contentDigest, salt }: StatementContent): Hex32 {
  return keccak(CONTENT_TYPE_HASH, keccakOfText(statement), eventHash, contentDigest, salt);
}

/** EIP-712 `hashStruct` of a whole statement. */
export function statementHashOf({ contentHash, fieldsRoot }: StatementHashes): Hex32 {
  return keccak(STATEMENT_TYPE_HASH, contentHash, fieldsRoot);
}

/** The digest that is signed: what `hashTypedData` gives for the same message, made without knowing its content. */
export function statementDigestOf(chain: SigningChain, hashes: StatementHashes): Hex32 {
  return keccak("0x1901", domainSeparatorOf(chain), statementHashOf(hashes));
}
