import type { PersonView } from "@waybill/protocol/schemas/api/installation";
import type { App } from "../../../platform/app.ts";
import type { Ctx } from "../../../platform/context.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { show } from "../../../platform/personal/show.ts";
import { partiesByAccount } from "../identity.queries.ts";
import type { PersonRow } from "./people.store.ts";

/** How people are shown to whoever asks. */
export async function personViews(
  ctx: Pick<Ctx, "tx">,
  { personal }: Pick<App, "personal">,
  principal: Principal | null,
  rows: readonly PersonRow[],
): Promise<(row: PersonRow) => PersonView> {
  const parties = await partiesByAccount(
    ctx,
    rows.flatMap(({ memberships }) => memberships.map(({ account }) => account)),
  );
  return ({ person, email: sealed, memberships, waysInChangedAt, lastUsedAt, createdAt, ...row }) => {
    const text = personal.open("person_passwords.email", person, sealed);
    return {
      ...{ ...row, person, email: show(principal, "people.email", { text, person }) },
      memberships: memberships.map(({ account, role }) => ({
        ...{ role, organisation: parties.get(account) ?? { account, name: null, gln: null, country: null } },
      })),
      waysInChangedAt: waysInChangedAt?.toISOString() ?? null,
      ...{ lastUsedAt: lastUsedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() },
    };
  };
}
