import { commitmentOf } from "../../hashing/commitment.ts";
import type { Authorship } from "../../schemas/bundle.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { bulkDigestOf } from "../../typed-data/bulk-statement.ts";
import { statementDigestOf, type StatementHashes } from "../../typed-data/event-statement.ts";
import { checkAccountSignature } from "../account-signature.ts";
import type { Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";

/** A statement as hashes, and who is said to have made it. */
export interface AuthoredHashes {
  hashes: StatementHashes;
  author: Authorship;
  commitment: string;
  /** The signed sentence, where it is known. */
  sentence?: string;
}

/** The commitment opens to these hashes and this account, and that account signed them. A claim has no signature to check. */
export async function checkSignature(run: Run, { hashes, author, commitment, sentence }: AuthoredHashes): Promise<Finding> {
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
  const check = await checkAccountSignature(run.reader, { account, digest, signature: author.signature as `0x${string}` });
  if (!check.valid) return failed(`The signature is not by ${account}: ${check.reason}.`, details);
  const together = author.bulk === undefined ? "" : ", with others at once";
  return check.by === "key"
    ? passed(`Signed by the key of ${account}${together}.`, details)
    : passed(`Signed by the contract account ${account}${together}, which confirms it as of now.`, details);
}

type Signed = Extract<Authorship, { kind: "signed" }>;

function digestOf(run: Run, hashes: StatementHashes, bulk: Signed["bulk"]): Hex32 | undefined {
  const chain = { chainId: run.chain.chainId, supplyChain: run.chain.supplyChain as Address };
  return bulk === undefined ? statementDigestOf(chain, hashes) : bulkDigestOf(chain, hashes, bulk);
}
