import type { HostSystem, PartnerView } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { newId, type Random } from "../../../platform/ids.ts";
import { checkDestination } from "../../../platform/outbound/destination.ts";
import { announceProducts } from "../events/outgoing.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { sealSecret } from "../../../platform/sealed-secret.ts";
import { hostSecretPlace } from "./host-secret-place.ts";
import { deletePartner, findPartner, insertPartner, setGrants, setHost, type StoredHost } from "./partners.store.ts";

/** An organisation's own partner. @throws {ProblemError} `exchange.unknown-partner`, for those of others too */
export async function getPartner(ctx: Pick<Ctx, "tx">, account: Address, id: string): Promise<PartnerView> {
  const partner = await findPartner(ctx, account, id);
  if (partner === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownPartner);
  return partner;
}

/** @throws {ProblemError} `exchange.name-taken`, `exchange.forbidden-host` */
export async function addPartner(
  ctx: Ctx,
  config: Config,
  account: Address,
  { name, host }: { name: string; host?: HostSystem | undefined },
): Promise<PartnerView> {
  const id = newId(ctx.random);
  const stored = host === undefined ? null : storedHost(ctx.random, config, { partnerId: id, host });
  if (!(await insertPartner(ctx, { id, account, name, host: stored }))) throw new ProblemError(EXCHANGE_PROBLEMS.nameTaken);
  return getPartner(ctx, account, id);
}

/** @throws {ProblemError} `exchange.unknown-partner`, `exchange.forbidden-host` */
export async function changeHost(
  ctx: Ctx,
  config: Config,
  { account, id, host }: { account: Address; id: string; host: HostSystem },
): Promise<PartnerView> {
  await getPartner(ctx, account, id);
  await setHost(ctx, id, storedHost(ctx.random, config, { partnerId: id, host }));
  return getPartner(ctx, account, id);
}

/** Sets what a partner may read, and tells it of what is new to it. @throws {ProblemError} `exchange.unknown-partner` */
export async function shareProducts(
  ctx: Ctx,
  { account, id, productIds, origin }: { account: Address; id: string; productIds: readonly string[]; origin: string },
): Promise<PartnerView> {
  await getPartner(ctx, account, id);
  const fresh = await setGrants(ctx, id, productIds);
  await announceProducts(ctx, { origin, partnerId: id, productIds: fresh });
  return getPartner(ctx, account, id);
}

/** @throws {ProblemError} `exchange.unknown-partner` */
export async function endPartner(ctx: Ctx, account: Address, id: string): Promise<void> {
  if (!(await deletePartner(ctx, account, id))) throw new ProblemError(EXCHANGE_PROBLEMS.unknownPartner);
}

function storedHost(random: Random, { mode, documents }: Config, { partnerId, host }: { partnerId: string; host: HostSystem }): StoredHost {
  const { url, authUrl = url, clientId, clientSecret } = host;
  for (const [name, address] of Object.entries({ url, authUrl })) {
    const problem = checkDestination(address, mode);
    if (problem !== undefined)
      throw new ProblemError(EXCHANGE_PROBLEMS.forbiddenHost, { errors: [{ pointer: `/host/${name}`, message: problem }] });
  }
  const secret = sealSecret(random, documents.key, hostSecretPlace(partnerId), clientSecret);
  return { url: withoutSlash(url), authUrl: withoutSlash(authUrl), clientId, secret };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
