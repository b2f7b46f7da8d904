import { profileHashOf } from "@waybill/protocol/hashing/profile";
import type { InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { roleNames } from "@waybill/protocol/typed-data/roles";
import type { Ctx } from "../../../platform/context.ts";
import { partiesByAccount, profilesByAccount } from "../identity.queries.ts";
import type { ActorOnChain } from "../identity.ports.ts";
import type { OrganisationRow } from "./organisations.store.ts";

/** Organisations as whoever runs the installation sees them: what they asked for, what the chain says, and who acts for them. */
export async function organisationViews(
  ctx: Pick<Ctx, "tx">,
  rows: readonly OrganisationRow[],
  actors: ReadonlyMap<Address, ActorOnChain>,
): Promise<InstallationOrganisationView[]> {
  const accounts = rows.map(({ account }) => account);
  const [parties, profiles] = [await partiesByAccount(ctx, accounts), await profilesByAccount(ctx, accounts)];
  return rows.map(({ account, asked, people, keys, sessions }) => {
    const [actor, profile] = [actors.get(account), profiles.get(account)];
    return {
      organisation: parties.get(account) ?? { account, name: null, gln: null, country: null },
      state: stateOf(actor, asked),
      roles: roleNames(actor?.roles ?? 0),
      rolesAsked: roleNames(asked ?? 0),
      profileHash: profile === undefined ? null : profileHashOf(profile),
      registeredAt: actor?.registeredAt.toISOString() ?? null,
      revokedAt: actor?.revokedAt?.toISOString() ?? null,
      finality: actor?.finality ?? null,
      ...{ people, keys, sessions },
    };
  });
}

function stateOf(actor: ActorOnChain | undefined, asked: number | null): InstallationOrganisationView["state"] {
  if (actor === undefined) return asked === null ? "unknown" : "pending";
  return actor.revokedAt === null ? "registered" : "revoked";
}
