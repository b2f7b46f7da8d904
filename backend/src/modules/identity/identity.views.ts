import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { roleNames } from "@waybill/protocol/typed-data/roles";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount, profilesByAccount } from "./identity.queries.ts";
import type { ActorChain, ActorOnChain } from "./identity.ports.ts";

/** How many statements each account has made; traceability answers it. */
export type CountStatements = (ctx: Pick<Ctx, "tx">, accounts: readonly Address[]) => Promise<Map<Address, number>>;

export interface IdentityViews {
  /** One organisation: what it says of itself, and what the chain says of it. Null when neither knows the account. */
  actor(ctx: Ctx, account: Address): Promise<ActorView | null>;
  /** All organisations by name, those that are not yet on chain included. */
  actors(ctx: Ctx, page: { after: string | null; limit: number }): Promise<{ items: ActorView[]; next: string | null }>;
}

export function createIdentityViews({ chain, countStatements }: { chain: ActorChain; countStatements: CountStatements }): IdentityViews {
  async function viewsOf(ctx: Ctx, accounts: readonly Address[], onChain: ReadonlyMap<Address, ActorOnChain>): Promise<ActorView[]> {
    const [parties, profiles, counts] = [
      await partiesByAccount(ctx, accounts),
      await profilesByAccount(ctx, accounts),
      await countStatements(ctx, accounts),
    ];
    return accounts.map((account) => {
      const actor = onChain.get(account);
      return {
        party: parties.get(account) ?? { account, name: null, gln: null, country: null },
        profile: profiles.get(account) ?? null,
        roles: roleNames(actor?.roles ?? 0),
        registeredAt: actor?.registeredAt.toISOString() ?? null,
        revokedAt: actor?.revokedAt?.toISOString() ?? null,
        finality: actor?.finality ?? null,
        statements: counts.get(account) ?? 0,
      };
    });
  }

  return {
    async actor(ctx, account) {
      const onChain = await chain.actorsByAccount(ctx, [account]);
      const [view] = await viewsOf(ctx, [account], onChain);
      return view && (view.profile !== null || onChain.has(account) || view.statements > 0) ? view : null;
    },

    async actors(ctx, { after, limit }) {
      const rows = await selectRows<{ account: Address; cursor: string }>(
        ctx,
        `SELECT account, lower(name) || E'\\n' || account AS cursor FROM organisations
         WHERE superseded_at IS NULL AND ($1::text IS NULL OR lower(name) || E'\\n' || account > $1)
         ORDER BY cursor LIMIT $2`,
        [after, limit + 1],
      );
      const page = rows.slice(0, limit);
      const accounts = page.map(({ account }) => account);
      const items = await viewsOf(ctx, accounts, await chain.actorsByAccount(ctx, accounts));
      return { items, next: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null };
    },
  };
}
