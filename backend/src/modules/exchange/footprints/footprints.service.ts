import { footprintCommitmentOf, footprintDigestOf } from "@waybill/protocol/pact/footprint-commitment";
import { footprintDraft, SPEC_VERSION, type ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import type { PublishRequest } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { newSalt, newUuid } from "../../../platform/ids.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { beginChange, deprecate, findFootprint, insertFootprint } from "./footprints.store.ts";

/** What a change of footprints did: the ids of all that came or changed their status. */
export interface FootprintChange {
  id: string;
  changed: string[];
}

/**
 * Publishes what an organisation states itself, see `publishFootprint`: of times that are over, for nothing was measured in those to come.
 *
 * @throws {ProblemError} as that one
 */
export async function publishStated(ctx: Ctx, account: Address, request: PublishRequest): Promise<FootprintChange> {
  if (Date.parse(request.pcf.referencePeriodEnd) > ctx.clock.now().getTime())
    throw unsound([{ path: ["pcf", "referencePeriodEnd"], message: "must not be in the future" }]);
  return publishFootprint(ctx, account, request);
}

/**
 * Publishes a footprint for good. Those that it names as preceding become deprecated with it; nothing of them changes beside.
 *
 * @throws {ProblemError} `platform.bad-request` with pointers, `exchange.preceding-unknown`
 */
export async function publishFootprint(ctx: Ctx, account: Address, request: PublishRequest): Promise<FootprintChange> {
  const party = (await partiesByAccount(ctx, [account])).get(account);
  const own = party?.gln == null ? `urn:pact:waybill:account:${account.toLowerCase()}` : `urn:gln:${party.gln}`;
  const companyIds = [own, ...(request.companyIds ?? []).filter((id) => id.toLowerCase() !== own)];
  const parsed = footprintDraft.safeParse({ ...request, companyName: party?.name ?? account, companyIds });
  if (!parsed.success) throw unsound(parsed.error.issues);
  const footprint: ProductFootprint = {
    ...{ id: newUuid(ctx.random), specVersion: SPEC_VERSION, created: ctx.clock.now().toISOString(), status: "Active" },
    ...parsed.data,
  };
  const change = await beginChange(ctx);
  const preceding = footprint.precedingPfIds ?? [];
  const changed = await deprecate(ctx, account, preceding, change);
  if (changed.length !== preceding.length) throw new ProblemError(EXCHANGE_PROBLEMS.precedingUnknown);
  const salt = newSalt(ctx.random);
  const digest = footprintDigestOf(footprint);
  await insertFootprint(ctx, { footprint, account, change, digest, salt, commitment: footprintCommitmentOf({ digest, salt, account }) });
  return { id: footprint.id, changed: [footprint.id, ...changed] };
}

/**
 * Says of a footprint that nobody should use it any more. Once more changes nothing.
 *
 * @throws {ProblemError} `exchange.unknown-footprint`, for those of others too
 */
export async function deprecateFootprint(ctx: Ctx, account: Address, id: string): Promise<FootprintChange> {
  if ((await findFootprint(ctx, account, id)) === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.unknownFootprint);
  return { id, changed: await deprecate(ctx, account, [id], await beginChange(ctx)) };
}

function unsound(issues: readonly { path: PropertyKey[]; message: string }[]): ProblemError {
  const errors = issues.map(({ path, message }) => ({ pointer: path.map((part) => `/${String(part)}`).join(""), message }));
  const [first] = errors;
  return new ProblemError(PLATFORM_PROBLEMS.badRequest, { ...(first ? { detail: `${first.pointer}: ${first.message}` } : {}), errors });
}
