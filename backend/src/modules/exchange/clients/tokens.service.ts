import type { ExchangeScope } from "@waybill/protocol/schemas/api/exchange";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { hashOfSecret, newSecret } from "../../../platform/secrets.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { findScopes, findToken, insertToken, type PartnerOf } from "./clients.store.ts";
import { basicCredentials } from "./credentials.ts";

export const TOKEN_SECONDS = 3_600;

const CHALLENGE = { "WWW-Authenticate": 'Basic realm="pact", charset="UTF-8"' };
const BEARER_CHALLENGE = { "WWW-Authenticate": 'Bearer realm="pact", error="invalid_token"' };

/** An access token as RFC 6749, section 5.1, answers it. */
export interface TokenAnswer {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  scope: string;
}

/**
 * An access token for client credentials (RFC 6749, section 4.4).
 *
 * @param form The body: `grant_type`, and perhaps `scope`.
 * @throws {ProblemError} `exchange.invalid-client` and others, named after the codes of section 5.2
 */
export async function giveToken(ctx: Ctx, authorization: string | undefined, form: URLSearchParams): Promise<TokenAnswer> {
  const grantTypes = form.getAll("grant_type");
  if (grantTypes.length !== 1) throw new ProblemError(EXCHANGE_PROBLEMS.invalidRequest);
  if (grantTypes[0] !== "client_credentials") throw new ProblemError(EXCHANGE_PROBLEMS.unsupportedGrantType);
  const credentials = basicCredentials(authorization);
  const secretHash = hashOfSecret(credentials?.secret ?? "");
  const given = credentials && (await findScopes(ctx, credentials.clientId, secretHash));
  if (given === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.invalidClient, { headers: CHALLENGE });
  const scopes = narrowed(given, form.get("scope"));
  const token = newSecret(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + TOKEN_SECONDS * 1_000);
  await insertToken(ctx, { hash: hashOfSecret(token), secretHash, scopes, expiresAt });
  return { access_token: token, token_type: "Bearer", expires_in: TOKEN_SECONDS, scope: scopes.join(" ") };
}

/** Which of a client's scopes are asked for: all when none is named. */
function narrowed(given: readonly ExchangeScope[], asked: string | null): ExchangeScope[] {
  const wanted = (asked ?? "").split(" ").filter((word) => word !== "");
  if (wanted.some((word) => !given.some((scope) => scope === word))) throw new ProblemError(EXCHANGE_PROBLEMS.invalidScope);
  return wanted.length === 0 ? [...given] : given.filter((scope) => wanted.includes(scope));
}

/**
 * The partner behind an `Authorization: Bearer` header.
 *
 * @param scope What the token must allow.
 * @throws {ProblemError} `exchange.invalid-token`, `exchange.token-expired`, `exchange.access-denied`
 */
export async function partnerOf(
  ctx: Pick<Ctx, "tx" | "clock">,
  authorization: string | undefined,
  scope?: ExchangeScope,
): Promise<PartnerOf> {
  const token = /^Bearer +([\x21-\x7e]{1,300})$/i.exec(authorization ?? "")?.[1];
  const found = token === undefined ? undefined : await findToken(ctx, hashOfSecret(token));
  const now = ctx.clock.now();
  if (found === undefined || (found.secretExpiresAt !== null && found.secretExpiresAt <= now))
    throw new ProblemError(EXCHANGE_PROBLEMS.invalidToken, { headers: BEARER_CHALLENGE });
  if (found.expiresAt <= now) throw new ProblemError(EXCHANGE_PROBLEMS.tokenExpired, { headers: BEARER_CHALLENGE });
  if (scope !== undefined && !found.scopes.includes(scope))
    throw new ProblemError(EXCHANGE_PROBLEMS.accessDenied, { detail: `The access token lacks the scope ${scope}.` });
  return { partnerId: found.partnerId, account: found.account };
}
