import type { Session } from "@waybill/protocol/schemas/api/identity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { parseSiweMessage } from "@waybill/protocol/siwe/parse-siwe-message";
import type { SiweMessage } from "@waybill/protocol/siwe/siwe-message";
import { hashMessage } from "viem";
import type { App } from "../../platform/app.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Principal } from "../../platform/http/route.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { ActorChain } from "./identity.ports.ts";
import { objectionTo, type SignInPlace } from "./sign-in-objection.ts";
import { issueToken } from "./tokens.service.ts";

const SESSION_MILLISECONDS = 8 * 3_600_000;

/** What is asked about an account that signs in. */
export interface SignInChecks {
  verifyIdentity: VerifySignature;
  chain: Pick<ActorChain, "actorsByAccount">;
}

/**
 * The message, when it keeps the grammar and is meant for this installation now.
 *
 * @throws {ProblemError} `identity.malformed-sign-in`, `identity.foreign-sign-in`
 */
export function readSignIn(text: string, place: SignInPlace): SiweMessage {
  const reading = parseSiweMessage(text);
  const at = (message: string) => ({ errors: [{ pointer: "/message", message }] });
  if (!reading.valid) throw new ProblemError(IDENTITY_PROBLEMS.malformedSignIn, at(reading.reason));
  const objection = objectionTo(reading.message, place);
  if (objection !== undefined) throw new ProblemError(IDENTITY_PROBLEMS.foreignSignIn, at(objection));
  return reading.message;
}

/**
 * A short session for the account that signed the message, while it is registered on chain.
 *
 * @throws {ProblemError} `identity.wrong-sign-in`, `identity.not-registered`
 */
export async function openSession(
  ctx: Ctx,
  { verifyIdentity, chain }: SignInChecks,
  { account, text, signature }: { account: Address; text: string; signature: `0x${string}` },
): Promise<Session> {
  const check = await verifyIdentity({ account, digest: hashMessage(text) as Hex32, signature });
  if (!check.valid) throw new ProblemError(IDENTITY_PROBLEMS.wrongSignIn, { errors: [{ pointer: "/signature", message: check.reason }] });
  if (!(await isRegistered(ctx, chain, account))) throw new ProblemError(IDENTITY_PROBLEMS.notRegistered);
  const { token, expiresAt } = await issueToken(ctx, account, { scopes: ["reports", "claims"], milliseconds: SESSION_MILLISECONDS });
  return { account, token, expiresAt: expiresAt.toISOString() };
}

/** A session shows what people wrote in confidence, so it is worth nothing once its account is revoked. Other tokens stay what they are. */
export async function endWhenRevoked(ctx: Pick<Ctx, "tx">, { chain }: Pick<SignInChecks, "chain">, principal: Principal) {
  return principal.scopes.includes("reports") && !(await isRegistered(ctx, chain, principal.account as Address)) ? null : principal;
}

async function isRegistered(ctx: Pick<Ctx, "tx">, chain: SignInChecks["chain"], account: Address): Promise<boolean> {
  const actor = (await chain.actorsByAccount(ctx, [account])).get(account);
  return actor !== undefined && actor.revokedAt === null;
}

/** Deletes challenges and tokens that nobody can use any more. */
export async function purgeSessions(app: App): Promise<void> {
  const now = app.clock.now();
  await app.db.pool.query("DELETE FROM sign_in_challenges WHERE expires_at < $1", [now]);
  await app.db.pool.query("DELETE FROM api_tokens WHERE expires_at < $1 AND 'reports' = ANY(scopes)", [now]);
}
