import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { hashMessage } from "viem";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { asClaimed } from "../failed-sign-in.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { takeChallenge } from "./challenges.store.ts";
import { readSignIn } from "./read-sign-in.ts";

/**
 * The account that signed a message of EIP-4361 for this installation, with a nonce that was not used before.
 *
 * @throws {ProblemError} `identity.malformed-sign-in`, `identity.foreign-sign-in`, `identity.challenge-used`, `identity.wrong-sign-in`
 */
export async function proveWallet(
  { app, verifyIdentity }: { app: App; verifyIdentity: VerifySignature },
  { message, signature }: { message: string; signature: string },
  traceId: string,
): Promise<Address> {
  const place = { origins: app.config, chainId: app.config.chain.id, now: app.clock.now() };
  const { address: account, nonce } = readSignIn(message, place);
  // In a transaction of its own: a nonce is used up by a wrong signature, too.
  const isTaken = await inTransaction(app, (ctx) => takeChallenge(ctx, nonce), { traceId });
  if (!isTaken) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
  return asClaimed(app, account, async () => {
    const check = await verifyIdentity({ account, digest: hashMessage(message) as Hex32, signature: signature as `0x${string}` });
    if (!check.valid) throw new ProblemError(IDENTITY_PROBLEMS.wrongSignIn, { errors: [{ pointer: "/signature", message: check.reason }] });
    return account;
  });
}
