import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Profile } from "@waybill/protocol/schemas/bundle";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

export { findPerson, listInstallationRoles } from "./installation/installation-roles.store.ts";
export { takeInstallationRole } from "./installation/installation-roles.service.ts";

interface OrganisationRow {
  account: Address;
  salt: string;
  name: string;
  gln: string | null;
  country: string | null;
  website: string | null;
}

/** The party to show for each account; accounts that nobody has registered come with a null name. */
export async function partiesByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<Map<Address, Party>> {
  const rows = await currentOrganisations(ctx, accounts);
  const named = new Map(rows.map(({ account, name, gln, country }) => [account, { account, name, gln, country }]));
  return new Map(accounts.map((account) => [account, (named.get(account) ?? { account, name: null, gln: null, country: null }) as Party]));
}

/** The registered profile of each account that has one, with the salt that opens its hash on chain. */
export async function profilesByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<Map<Address, Profile>> {
  const rows = await currentOrganisations(ctx, accounts);
  return new Map(
    rows.map(({ account, salt, name, gln, country, website }) => [
      account,
      {
        account,
        salt,
        name,
        ...(gln === null ? {} : { gln }),
        ...(country === null ? {} : { country }),
        ...(website === null ? {} : { website }),
      } as Profile,
    ]),
  );
}

async function currentOrganisations(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<OrganisationRow[]> {
  if (accounts.length === 0) return [];
  return selectRows<OrganisationRow>(
    ctx,
    "SELECT account, salt, name, gln, country, website FROM organisations WHERE account = ANY($1) AND superseded_at IS NULL",
    [[...new Set(accounts)]],
  );
}
