import type { ClientCredentials, ExchangeScope } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { hashOfSecret, newSecret } from "../../../platform/secrets.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { endSecrets, insertClient, insertSecret, lockClient, revokeClient } from "./clients.store.ts";
import { newClientId } from "./credentials.ts";

/** Gives a partner credentials. Their secret is in the answer and nowhere else. */
export async function giveClient(ctx: Ctx, partnerId: string, scopes: readonly ExchangeScope[]): Promise<ClientCredentials> {
  const given = [...new Set(scopes)];
  const clientId = newClientId(ctx.random);
  await insertClient(ctx, { id: clientId, partnerId, scopes: given });
  return { clientId, clientSecret: await giveSecret(ctx, clientId), scopes: given };
}

/**
 * Gives a client another secret. The old one, and the tokens that it got, end after the overlap.
 *
 * @throws {ProblemError} `exchange.unknown-client`, for those of others too
 */
export async function rotateSecret(
  ctx: Ctx,
  { account, clientId, overlapSeconds }: { account: Address; clientId: string; overlapSeconds: number },
): Promise<ClientCredentials> {
  const { scopes } = await ownClient(ctx, account, clientId);
  await endSecrets(ctx, clientId, new Date(ctx.clock.now().getTime() + overlapSeconds * 1_000));
  return { clientId, clientSecret: await giveSecret(ctx, clientId), scopes };
}

/** Ends a client with its secrets and tokens, at once. @throws {ProblemError} `exchange.unknown-client` */
export async function endClient(ctx: Ctx, account: Address, clientId: string): Promise<void> {
  await ownClient(ctx, account, clientId);
  await revokeClient(ctx, clientId);
}

async function ownClient(ctx: Ctx, account: Address, clientId: string) {
  const client = await lockClient(ctx, account, clientId);
  if (client === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownClient);
  return client;
}

async function giveSecret(ctx: Ctx, clientId: string): Promise<string> {
  const secret = newSecret(ctx.random);
  await insertSecret(ctx, clientId, hashOfSecret(secret));
  return secret;
}
