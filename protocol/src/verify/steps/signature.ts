import { commitmentOf } from "../../hashing/commitment.ts";
import type { AnchorEntry, Authorship } from "../../schemas/bundle.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { bulkDigestOf } from "../../typed-data/bulk-statement.ts";
import { statementDigestOf, type StatementHashes } from "../../typed-data/event-statement.ts";
import { checkKeySignature } from "../account-signature.ts";
import type { Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { checkContractAccount } from "./contract-account.ts";

/** A statement as hashes, and who is said to have made it. */
export interface AuthoredHashes {
  hashes: StatementHashes;
  author: Authorship;
  commitment: string;
  /** The signed sentence, where it is known. */
  sentence?: string;
  /** The anchor, once it is proven: waited for only when the account's contract has to be asked, and as of when. */
  anchor: Promise<AnchorEntry | undefined>;
}

/** The commitment opens to these hashes and this account, and that account signed them. A claim has no signature to check. */
export async function checkSignature(run: Run, { hashes, author, commitment, sentence, anchor }: AuthoredHashes): Promise<Finding> {
  const account = author.account as Address;
  const computed = commitmentOf({ kind: author.kind, ...hashes, account });
  if (computed !== commitment)
    return failed("The commitment does not belong to this event and account: one of them was exchanged.", {
      expected: commitment,
      computed,
    });
  if (author.kind === "claimed") {
    return unknown(`Claimed by ${account}: the organisation sent it with a token, and nobody signed it.`, { account });
  }
  const digest = digestOf(run, hashes, author.bulk);
  if (digest === undefined) return failed("The place of this statement among those signed together contradicts itself.", { account });
  const details = { account, digest, ...(sentence === undefined ? {} : { statement: sentence }) };
  const asked = { account, digest, signature: author.signature as `0x${string}` };
  const byKey = await checkKeySignature(asked);
  if (!byKey.valid) return checkContractAccount(run, asked, { anchor: await anchor, otherwise: byKey.reason, details });
  return passed(`Signed by the key of ${account}${author.bulk === undefined ? "" : ", with others at once"}.`, details);
}

type Signed = Extract<Authorship, { kind: "signed" }>;

function digestOf(run: Run, hashes: StatementHashes, bulk: Signed["bulk"]): Hex32 | undefined {
  const chain = { chainId: run.chain.chainId, supplyChain: run.chain.supplyChain as Address };
  return bulk === undefined ? statementDigestOf(chain, hashes) : bulkDigestOf(chain, hashes, bulk);
}
