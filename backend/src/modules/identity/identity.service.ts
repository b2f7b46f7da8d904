import type { z } from "zod";
import { IsNull } from "typeorm";
import { hashTypedData } from "viem";
import { getAddress } from "viem/utils";
import { profileHashOf } from "@waybill/protocol/hashing/profile";
import type { registrationRequest } from "@waybill/protocol/schemas/api/identity";
import type { Profile, StatedProfile } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { registrationTypedData, type Registration } from "@waybill/protocol/typed-data/registration";
import { SUPPLY_ROLES } from "@waybill/protocol/typed-data/roles";
import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import type { Config } from "../../config/config.ts";
import { record } from "../../platform/audit.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newSalt } from "../../platform/ids.ts";
import { publish } from "../../platform/outbox.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { OrganisationEntity, type Organisation } from "./identity.entities.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { ActorChain, ActorOnChain } from "./identity.ports.ts";

export type RegistrationRequest = z.output<typeof registrationRequest>;

export interface IdentityService {
  /**
   * Keeps the profile and asks the chain to register its account. The same registration again changes nothing. Where registration is closed an account
   * that an admin registered on chain says by it who it is, and nothing else.
   */
  register(ctx: Ctx, request: RegistrationRequest): Promise<Address>;
}

export function createIdentityService(deps: { config: Config; chain: ActorChain; verifySignature: VerifySignature }): IdentityService {
  const { config, chain, verifySignature } = deps;

  async function checkSignature(registration: Registration, signature: `0x${string}`): Promise<void> {
    const digest = hashTypedData(registrationTypedData(signingChain(config), registration)) as Hex32;
    const check = await verifySignature({ account: registration.profile.account as Address, digest, signature });
    if (!check.valid)
      throw new ProblemError(IDENTITY_PROBLEMS.wrongSignature, { errors: [{ pointer: "/signature", message: check.reason }] });
  }

  /** @throws {ProblemError} `identity.registration-closed`, `identity.roles-not-offered`, and 503 while the chain is read anew */
  async function checkClosed(ctx: Ctx, onChain: ActorOnChain | undefined, roles: number): Promise<void> {
    if (onChain === undefined) {
      await chain.requireUpToDate(ctx);
      throw new ProblemError(IDENTITY_PROBLEMS.registrationClosed);
    }
    if (roles !== onChain.roles)
      throw new ProblemError(IDENTITY_PROBLEMS.rolesNotOffered, {
        errors: [{ pointer: "/roles", message: "are not the roles that the account was registered with" }],
      });
  }

  return {
    async register(ctx, request) {
      const account = getAddress(request.profile.account) as Address;
      const profile: StatedProfile = { ...request.profile, account };
      const { roles } = request;
      const registration: Registration = { profile, roles, nonce: request.nonce as Hex32 };
      const onChain = (await chain.actorsByAccount(ctx, [account])).get(account);
      if (onChain?.revokedAt) throw new ProblemError(IDENTITY_PROBLEMS.revoked);
      if (!config.openRegistration) await checkClosed(ctx, onChain, roles);
      if ((roles & ~SUPPLY_ROLES) !== 0)
        throw new ProblemError(IDENTITY_PROBLEMS.rolesNotOffered, {
          errors: [{ pointer: "/roles", message: "asks for more than supply roles" }],
        });
      if (profile.gln !== undefined && !hasValidCheckDigit(profile.gln))
        throw new ProblemError(IDENTITY_PROBLEMS.wrongCheckDigit, {
          errors: [{ pointer: "/profile/gln", message: "has a wrong check digit" }],
        });
      await checkSignature(registration, request.signature as `0x${string}`);
      const profileHash = profileHashOf(await store(ctx, registration, request.signature));
      await chain.relayRegistration(ctx, { key: `register:${account}:${profileHash}:${roles}`, account, roles, profileHash });
      publish(ctx, { type: "actor", account });
      record(ctx, { action: "organisation.registered", by: account, subject: profileHash, details: { roles } });
      return account;
    },
  };
}

function signingChain({ chain }: Config): { chainId: number; supplyChain: Address } {
  return { chainId: chain.id, supplyChain: chain.deployment.supplyChain };
}

/**
 * Makes the profile the account's current one, and answers it with the salt that it is hashed with: drawn now that nothing of it can be changed, so that
 * nobody has made another profile with the same hash (ADR 7). A registration that was replaced before cannot come back: its nonce gives it away.
 */
async function store(ctx: Ctx, { profile, roles, nonce }: Registration, signature: string): Promise<Profile> {
  const organisations = ctx.tx.getRepository(OrganisationEntity);
  const account = profile.account as Address;
  await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [account]);
  const stated = {
    name: profile.name,
    gln: profile.gln ?? null,
    country: profile.country ?? null,
    website: profile.website ?? null,
    roles,
  };
  const before = await organisations.findOneBy({ account, nonce });
  if (before?.supersededAt) throw new ProblemError(IDENTITY_PROBLEMS.registrationReplayed);
  if (before) {
    if (!isSame(before, stated)) throw new ProblemError(IDENTITY_PROBLEMS.nonceUsed);
    return { ...profile, salt: before.salt as Hex32 };
  }
  if (profile.gln !== undefined && (await organisations.existsBy({ gln: profile.gln, supersededAt: IsNull() }))) {
    const mine = await organisations.existsBy({ gln: profile.gln, account, supersededAt: IsNull() });
    if (!mine) throw new ProblemError(IDENTITY_PROBLEMS.glnTaken);
  }
  const salt = newSalt(ctx.random);
  const now = ctx.clock.now();
  await organisations.update({ account, supersededAt: IsNull() }, { supersededAt: now });
  await organisations.insert({ account, nonce, salt, ...stated, signature, registeredAt: now, supersededAt: null });
  return { ...profile, salt };
}

/** A registration names everything that is hashed, and not all of it is signed: under one nonce, and so one salt, there is one profile. */
function isSame(before: Organisation, stated: Pick<Organisation, "name" | "gln" | "country" | "website" | "roles">): boolean {
  return (Object.keys(stated) as (keyof typeof stated)[]).every((member) => before[member] === stated[member]);
}
