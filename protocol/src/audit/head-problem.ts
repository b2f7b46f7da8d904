import { isAddressEqual } from "viem/utils";
import type { ChainReference } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { checkKeySignature } from "../verify/account-signature.ts";
import { auditText } from "./entry.ts";
import { auditHeadDigest, type SignedAuditHead } from "./signed-head.ts";

/** Why a head is not what one of these accounts signed for this contract; undefined when it is. */
export async function headProblem(
  head: SignedAuditHead,
  authors: readonly string[],
  chain: ChainReference | undefined,
): Promise<string | undefined> {
  if (chain === undefined || auditText(head.chain) !== auditText(chain)) return "The signed head is of another contract.";
  if (!authors.some((author) => isAddressEqual(author as Address, head.account as Address)))
    return `The head was signed by ${head.account}, which anchors none of it.`;
  // It sends transactions itself, so it has a key.
  const parts = { account: head.account as Address, digest: auditHeadDigest(head), signature: head.signature as Hex32 };
  const check = await checkKeySignature(parts);
  return check.valid ? undefined : `The signed head is not of ${head.account}: ${check.reason}.`;
}
