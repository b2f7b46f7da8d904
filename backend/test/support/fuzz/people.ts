import type { InstallationRole, MemberRole } from "@waybill/protocol/permissions/roles";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../src/platform/app.ts";
import { inTransaction, type Ctx } from "../../../src/platform/context.ts";
import { newId } from "../../../src/platform/ids.ts";
import { hashOfSecret, newSecret } from "../../../src/platform/secrets.ts";
import { insertInstallationRole } from "../../../src/modules/identity/installation/installation-roles.store.ts";
import { addMember } from "../../../src/modules/identity/members/members.store.ts";
import { hashPassword } from "../../../src/modules/identity/passwords/hash-password.ts";
import { insertPassword } from "../../../src/modules/identity/passwords/passwords.store.ts";
import { putTotp } from "../../../src/modules/identity/second-factor/second-factor.store.ts";
import { insertPerson } from "../../../src/modules/identity/sessions/persons.store.ts";
import { IDLE_MILLISECONDS, SESSION_MILLISECONDS } from "../../../src/modules/identity/sessions/sessions.domain.ts";
import { insertRefreshToken, insertSession } from "../../../src/modules/identity/sessions/sessions.store.ts";

/** One hash for everybody: made to be slow. */
const HASH = hashPassword("quite a long field of lettuce");
let people = 0;

/** What a person is from its beginning. */
export interface Made {
  role?: InstallationRole;
  /** Whom it acts for. */
  member?: { account: Address; role: MemberRole };
  /** Without an authenticator app a password opens the way to one, and nothing else. */
  hasApp?: boolean;
}

/** Somebody with an e-mail address and a password. */
export async function makePerson(app: App, { role, member, hasApp = true }: Made = {}): Promise<string> {
  const hash = await HASH;
  return inTransaction(app, async (ctx) => {
    const person = newId(ctx.random);
    await insertPerson(ctx, person);
    await insertPassword(ctx, app.personal, { person, email: `person-${people++}@example.com`, hash });
    if (role !== undefined) await insertInstallationRole(ctx, person, role);
    if (member !== undefined) await addMember(ctx, { ...member, person });
    if (hasApp) {
      await putTotp(ctx, person, app.personal.seal("person_totp.secret", person, Buffer.alloc(20, people).toString("base64")));
      await ctx.tx.query("UPDATE person_totp SET confirmed_at = $2 WHERE person_id = $1", [person, ctx.clock.now()]);
    }
    return person;
  });
}

/** Somebody who showed something, and whom it acts for. */
export interface Opening {
  person: string;
  account: Address | null;
  /** Methods (RFC 8176): `swk` for a wallet, `pwd`, `otp`. */
  amr: readonly string[];
  /** How long ago that was; just now when left out. */
  provedMillisecondsAgo?: number;
}

/** A session, and the refresh token that continues it. */
export async function openSession(ctx: Ctx, opening: Opening): Promise<{ id: string; refreshToken: string }> {
  const { person, account, amr, provedMillisecondsAgo = 0 } = opening;
  const now = ctx.clock.now();
  const [id, refreshToken] = [newId(ctx.random), newSecret(ctx.random)];
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const session = {
    ...{ id, person, account, amr: [...amr], beganBy: amr.includes("swk") ? ("wallet" as const) : ("password" as const), device: null },
    ...{ authTime: later(-provedMillisecondsAgo), createdAt: now, usedAt: now, expiresAt: later(SESSION_MILLISECONDS) },
  };
  await insertSession(ctx, session, later(IDLE_MILLISECONDS));
  await insertRefreshToken(ctx, hashOfSecret(refreshToken), id);
  return { id, refreshToken };
}
