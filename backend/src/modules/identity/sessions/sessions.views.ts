import type { Me, SessionView } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { partiesByAccount } from "../identity.queries.ts";
import { walletsOf } from "./persons.store.ts";
import { listSessions } from "./sessions.store.ts";

/** Who is signed in, for the person itself. */
export async function meView(ctx: Pick<Ctx, "tx">, { person, credential, account, roles, authTime, amr }: Principal): Promise<Me> {
  const organisation = account === null ? null : ((await partiesByAccount(ctx, [account as Address])).get(account as Address) ?? null);
  return {
    ...{ person: person ?? "", session: credential, wallets: await walletsOf(ctx, person ?? ""), organisation },
    ...{ roles: [...roles], methods: [...amr], authenticatedAt: (authTime ?? new Date(0)).toISOString() },
  };
}

/** The sessions of a person, the one that asks marked. */
export async function sessionViews(ctx: Pick<Ctx, "tx" | "clock">, { person, credential }: Principal): Promise<SessionView[]> {
  const sessions = await listSessions(ctx, person ?? "", ctx.clock.now());
  return sessions.map(({ id, device, amr, createdAt, usedAt, expiresAt }) => ({
    ...{ id, device, methods: amr, isCurrent: id === credential },
    ...{ createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString(), expiresAt: expiresAt.toISOString() },
  }));
}
