import { isAddressEqual } from "viem/utils";
import type { AnchorEntry } from "../../schemas/bundle.ts";
import { ZERO_ADDRESS, type SignatureToCheck } from "../account-signature.ts";
import { blockOf } from "../actors.ts";
import type { BlockPlace } from "../chain-reader.ts";
import type { Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";

type Details = Record<string, string>;

/**
 * Whether an account's contract accepts a signature (ERC-1271), as of the block that anchored the statement: owners and passkeys may
 * change later. A node that does not keep that state any more can only say how it is now.
 *
 * @param otherwise why no key made the signature
 */
export async function checkContractAccount(
  run: Run,
  { account, digest, signature }: SignatureToCheck,
  { anchor, otherwise, details }: { anchor: AnchorEntry | undefined; otherwise: string; details: Details },
): Promise<Finding> {
  const accepts = (at: BlockPlace | "latest") => run.reader.isValidContractSignature(account, digest, signature, at);
  const refused = failed(`The signature is not by ${account}: ${otherwise}.`, details);
  const accepted = (since: string) => passed(`Signed by the contract account ${account}, which confirms it ${since}.`, details);
  if (isAddressEqual(account, ZERO_ADDRESS)) return refused;
  if (anchor === undefined) return (await accepts("latest")) ? accepted("as of now") : refused;
  const number = anchor.blockNumber;
  const then = await accepts(blockOf(anchor)).catch(() => undefined);
  if (then !== undefined) return then ? accepted(`as of block ${number}, which anchored it`) : refused;
  return (await accepts("latest"))
    ? accepted(`as of now; the node keeps no state of block ${number}, which anchored it`)
    : unknown(
        `The contract account ${account} does not accept the signature now; whether it did when it was anchored is open, because the node keeps no state of block ${number}.`,
        details,
      );
}
