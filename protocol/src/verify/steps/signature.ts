import { commitmentOf } from "../../hashing/commitment.ts";
import { fieldsRootOf } from "../../hashing/field-tree.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { EventBundle } from "../../schemas/bundle.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { contentHashOf, statementDigestOf } from "../../typed-data/event-statement.ts";
import { statementOf } from "../../typed-data/statement.ts";
import { checkAccountSignature } from "../account-signature.ts";
import type { Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { eventHashIn } from "./event-hash.ts";

/** The commitment opens to this event and account, and that account signed it. A claim has no signature to check. */
export async function checkSignature(run: Run, bundle: Omit<EventBundle, "format" | "version" | "chain" | "histories">): Promise<Finding> {
  const { author } = bundle;
  const account = author.account as Address;
  const eventHash = eventHashIn(bundle.eventId);
  const contentDigest = bundle.contentDigest as Hex32;
  const salt = bundle.salt as Hex32;
  const event = bundle.event as JsonObject;
  const statement = statementOf(event);
  const contentHash = contentHashOf({ statement, eventHash, contentDigest, salt });
  const fieldsRoot = fieldsRootOf(event, salt);
  const commitment = commitmentOf({ kind: author.kind, contentHash, fieldsRoot, account });
  if (commitment !== bundle.commitment) {
    const details = { expected: bundle.commitment, computed: commitment };
    return failed("The commitment does not belong to this event and account: one of them was exchanged.", details);
  }
  if (author.kind === "claimed") {
    return unknown(`Claimed by ${account}: the organisation sent it with a token, and nobody signed it.`, { account });
  }
  const chain = { chainId: run.chain.chainId, supplyChain: run.chain.supplyChain as Address };
  const digest = statementDigestOf(chain, { contentHash, fieldsRoot });
  const details = { account, statement, digest };
  const check = await checkAccountSignature(run.reader, { account, digest, signature: author.signature as `0x${string}` });
  if (!check.valid) return failed(`The signature is not by ${account}: ${check.reason}.`, details);
  return check.by === "key"
    ? passed(`Signed by the key of ${account}.`, details)
    : passed(`Signed by the contract account ${account}, which confirms it as of now.`, details);
}
