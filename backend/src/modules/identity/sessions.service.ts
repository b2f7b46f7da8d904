import type { Challenge, Session } from "@waybill/protocol/schemas/api/identity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { signInTypedData } from "@waybill/protocol/typed-data/sign-in";
import { hashTypedData } from "viem";
import { getAddress } from "viem/utils";
import type { Config } from "../../config/config.ts";
import type { App } from "../../platform/app.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Principal } from "../../platform/http/route.ts";
import { newSalt } from "../../platform/ids.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { ActorChain } from "./identity.ports.ts";
import { issueToken } from "./tokens.service.ts";

/** Time to find the wallet and sign. */
const CHALLENGE_SECONDS = 300;
const SESSION_MILLISECONDS = 8 * 3_600_000;

/** Something for an account to sign, once. Anybody may ask; only the account's own key can answer. */
export async function newChallenge(ctx: Ctx, account: Address): Promise<Challenge> {
  const nonce = newSalt(ctx.random);
  const expiresAt = Math.floor(ctx.clock.now().getTime() / 1000) + CHALLENGE_SECONDS;
  const own = getAddress(account.toLowerCase()) as Address;
  await ctx.tx.query("INSERT INTO sign_in_challenges (nonce, account, expires_at) VALUES ($1, $2, to_timestamp($3))", [
    nonce,
    own,
    expiresAt,
  ]);
  return { account: own, nonce, expiresAt };
}

/** Takes a challenge out: whoever comes second finds none. Undefined for one that is unknown, used, expired or another's. */
export async function takeChallenge(ctx: Ctx, { account, nonce }: { account: Address; nonce: Hex32 }): Promise<Challenge | undefined> {
  const [row] = await selectRows<{ account: Address; expires: string }>(
    ctx,
    "DELETE FROM sign_in_challenges WHERE nonce = $1 RETURNING account, extract(epoch FROM expires_at)::bigint AS expires",
    [nonce],
  );
  const own = getAddress(account.toLowerCase());
  if (!row || row.account !== own || Number(row.expires) * 1000 < ctx.clock.now().getTime()) return undefined;
  return { account: row.account, nonce, expiresAt: Number(row.expires) };
}

/** What is asked about an account that signs in. */
export interface SignInChecks {
  verifySignature: VerifySignature;
  chain: Pick<ActorChain, "actorsByAccount">;
}

/**
 * A short session for the account that signed the challenge, while it is registered on chain.
 *
 * @throws {ProblemError} `identity.challenge-used`, `identity.wrong-sign-in`, `identity.not-registered`
 */
export async function openSession(
  ctx: Ctx,
  { config, verifySignature, chain: actorChain }: SignInChecks & { config: Config },
  { taken, signature }: { taken: Challenge | undefined; signature: `0x${string}` },
): Promise<Session> {
  if (taken === undefined) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
  const account = taken.account as Address;
  const chain = { chainId: config.chain.id, supplyChain: config.chain.deployment.supplyChain };
  const typedData = signInTypedData(chain, { account, nonce: taken.nonce as Hex32, expiresAt: taken.expiresAt });
  const check = await verifySignature({ account, digest: hashTypedData(typedData) as Hex32, signature });
  if (!check.valid) throw new ProblemError(IDENTITY_PROBLEMS.wrongSignIn, { errors: [{ pointer: "/signature", message: check.reason }] });
  if (!(await isRegistered(ctx, actorChain, account))) throw new ProblemError(IDENTITY_PROBLEMS.notRegistered);
  const { token, expiresAt } = await issueToken(ctx, account, { scopes: ["reports"], milliseconds: SESSION_MILLISECONDS });
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
