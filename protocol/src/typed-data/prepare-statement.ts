import { commitmentOf } from "../hashing/commitment.ts";
import { contentDigestOf } from "../hashing/content-digest.ts";
import { eventHashOf } from "../hashing/event-hash/event-hash.ts";
import { fieldsRootOf } from "../hashing/field-tree.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import type { SigningChain } from "./custody.ts";
import { contentHashOf, eventStatementTypedData } from "./event-statement.ts";
import { statementOf } from "./statement.ts";

/** Everything that is computed from an event and a salt alone, whoever states it. */
export function hashStatement(event: JsonObject, salt: Hex32) {
  const { eventId, eventHash } = eventHashOf(event);
  const contentDigest = contentDigestOf(event);
  const statement = statementOf(event);
  const contentHash = contentHashOf({ statement, eventHash, contentDigest, salt });
  return { eventId, eventHash, contentDigest, statement, contentHash, fieldsRoot: fieldsRootOf(event, salt) };
}

/**
 * All that an account needs to sign one event: the hashes, the commitment, and the typed data for its wallet. To sign many at once, give
 * their `message`s to `bulkStatementTypedData`.
 *
 * @param event a bare EPCIS event with its own `@context`, parsed losslessly
 * @param salt 32 random bytes, kept with the statement
 * @example
 * const { typedData, commitment } = prepareStatement(event, { salt, account: wallet.address, chain });
 * const signature = await wallet.signTypedData(typedData);
 */
export function prepareStatement(event: JsonObject, { salt, account, chain }: { salt: Hex32; account: Address; chain: SigningChain }) {
  const { contentHash, fieldsRoot, ...hashed } = hashStatement(event, salt);
  const { statement, eventHash, contentDigest } = hashed;
  const message = { content: { statement, eventHash, contentDigest, salt }, fieldsRoot };
  const commitment = commitmentOf({ kind: "signed", contentHash, fieldsRoot, account });
  return { ...hashed, commitment, message, typedData: eventStatementTypedData(chain, message) };
}
