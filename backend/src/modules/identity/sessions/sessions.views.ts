import type { Me, SessionView } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { partiesByAccount } from "../identity.queries.ts";
import { hasPasskey } from "../passkeys/passkeys.store.ts";
import { emailOf } from "../passwords/passwords.store.ts";
import { hasSecondFactor } from "../second-factor/second-factor.service.ts";
import { isByPasswordAlone } from "./password-alone.ts";
import { walletsOf } from "./persons.store.ts";
import { listSessions } from "./sessions.store.ts";

/** Who is signed in, for the person itself. */
export async function meView(ctx: Pick<Ctx, "tx">, personal: PersonalFields, principal: Principal | null): Promise<Me> {
  const { person, credential } = personOf(principal);
  const account = (principal?.account ?? null) as Address | null;
  const wallets = await walletsOf(ctx, person);
  return {
    ...{ person, session: credential, wallets, email: await emailOf(ctx, personal, person) },
    organisation: account === null ? null : ((await partiesByAccount(ctx, [account])).get(account) ?? null),
    awaitsChain: principal?.awaitsChain ?? false,
    holdsWallet: account !== null && wallets.includes(account),
    ...{ hasSecondFactor: await hasSecondFactor(ctx, person), hasPasskey: await hasPasskey(ctx, person) },
    needsSecondFactor: isByPasswordAlone(principal?.amr ?? []),
    ...{
      roles: [...(principal?.roles ?? [])],
      installationRoles: [...(principal?.installationRoles ?? [])],
      methods: [...(principal?.amr ?? [])],
    },
    authenticatedAt: (principal?.authTime ?? new Date(0)).toISOString(),
  };
}

/** The sessions of a person, the one that asks marked. */
export async function sessionViews(
  ctx: Pick<Ctx, "tx" | "clock">,
  personal: PersonalFields,
  principal: Principal | null,
): Promise<SessionView[]> {
  const { person, credential } = personOf(principal);
  const sessions = await listSessions(ctx, person, ctx.clock.now());
  return sessions.map(({ id, device, beganBy, amr, createdAt, usedAt, expiresAt }) => ({
    ...{ id, device: personal.open("sessions.device", person, device) ?? "", beganBy, methods: amr, isCurrent: id === credential },
    ...{ createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString(), expiresAt: expiresAt.toISOString() },
  }));
}
