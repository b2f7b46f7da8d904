import type { z } from "zod";
import { IsNull } from "typeorm";
import { hashTypedData } from "viem";
import { getAddress } from "viem/utils";
import { profileHashOf } from "@waybill/protocol/hashing/profile";
import type { registrationRequest } from "@waybill/protocol/schemas/api/identity";
import type { Profile } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import { SUPPLY_ROLES } from "@waybill/protocol/typed-data/roles";
import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import type { Config } from "../../config/config.ts";
import { record } from "../../platform/audit.ts";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { publish } from "../../platform/outbox.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { OrganisationEntity } from "./identity.entities.ts";
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

  async function checkSignature(profile: Profile, roles: number, signature: `0x${string}`): Promise<void> {
    const digest = hashTypedData(registrationTypedData(signingChain(config), profile, roles)) as Hex32;
    const check = await verifySignature({ account: profile.account as Address, digest, signature });
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
      const profile: Profile = { ...request.profile, account };
      const { roles } = request;
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
      await checkSignature(profile, roles, request.signature as `0x${string}`);
      await store(ctx, profile, roles, request.signature);
      const profileHash = profileHashOf(profile);
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

/** Makes the profile the account's current one. A registration that was replaced before cannot come back: its salt gives it away. */
async function store({ tx, clock }: Ctx, profile: Profile, roles: number, signature: string): Promise<void> {
  const organisations = tx.getRepository(OrganisationEntity);
  const account = profile.account as Address;
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [account]);
  const same = await organisations.findOneBy({ account, salt: profile.salt });
  if (same?.supersededAt) throw new ProblemError(IDENTITY_PROBLEMS.registrationReplayed);
  if (same) return;
  if (profile.gln !== undefined && (await organisations.existsBy({ gln: profile.gln, supersededAt: IsNull() }))) {
    const mine = await organisations.existsBy({ gln: profile.gln, account, supersededAt: IsNull() });
    if (!mine) throw new ProblemError(IDENTITY_PROBLEMS.glnTaken);
  }
  const now = clock.now();
  await organisations.update({ account, supersededAt: IsNull() }, { supersededAt: now });
  await organisations.insert({
    account,
    salt: profile.salt,
    name: profile.name,
    gln: profile.gln ?? null,
    country: profile.country ?? null,
    website: profile.website ?? null,
    roles,
    signature,
    registeredAt: now,
    supersededAt: null,
  });
}
