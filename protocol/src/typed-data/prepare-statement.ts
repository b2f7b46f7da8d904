import { commitmentOf } from "../hashing/commitment.ts";
import { contentDigestOf } from "../hashing/content-digest.ts";
import { eventHashOf } from "../hashing/event-hash/event-hash.ts";
import type { SigningChain } from "./custody.ts";
import { eventStatementTypedData } from "./event-statement.ts";
import { statementOf } from "./statement.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/**
 * All that an account needs to sign one event: both hashes, the commitment, and the typed data for its wallet.
 *
 * @param event a bare EPCIS event with its own `@context`, parsed losslessly
 * @param salt 32 random bytes, kept with the statement
 * @example
 * const { typedData, commitment } = prepareStatement(event, { salt, account: wallet.address, chain });
 * const signature = await wallet.signTypedData(typedData);
 */
export function prepareStatement(event: JsonObject, { salt, account, chain }: { salt: Hex32; account: Address; chain: SigningChain }) {
  const { eventId, eventHash } = eventHashOf(event);
  const contentDigest = contentDigestOf(event);
  const commitment = commitmentOf({ kind: "signed", salt, eventHash, contentDigest, account });
  const statement = statementOf(event);
  return {
    eventId,
    eventHash,
    contentDigest,
    commitment,
    statement,
    typedData: eventStatementTypedData(chain, { statement, eventHash, contentDigest, commitment }),
  };
}
