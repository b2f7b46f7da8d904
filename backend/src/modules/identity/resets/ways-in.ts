import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { newSecret } from "../../../platform/secrets.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { deletePasskeysOf, lockPasskeys } from "../passkeys/passkeys.store.ts";
import { hasEmail } from "../passwords/passwords.store.ts";
import { endSecondFactor } from "../second-factor/second-factor.service.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { endSessions } from "../sessions/sessions.store.ts";
import { haveWaysChangedSince, insertReset, noteChangedWays } from "./resets.store.ts";

const RESET_MILLISECONDS = 3_600_000;
/** Long enough for the person to notice that it is shut out, and to say so. */
const STRANGE_MILLISECONDS = 7 * 86_400_000;

/** Whose ways in, and who changes them. */
export interface ChangedWays {
  person: string;
  by: Principal | "operator" | null;
}

/** A link that resets a password: to be handed on, good once. */
export interface MadeReset {
  token: string;
  expiresAt: string;
}

/**
 * A link by which a person chooses another password: good once, for an hour, and until a newer one. Its second factor is asked for all the same.
 *
 * @throws {ProblemError} `identity.unknown-person`, `identity.nothing-to-reset`
 */
export async function makeReset(ctx: Ctx, { person, by }: ChangedWays): Promise<MadeReset> {
  if (!(await holdPerson(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
  if (!(await hasEmail(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.nothingToReset);
  const token = newSecret(ctx.random);
  const expiresAt = new Date(ctx.clock.now().getTime() + RESET_MILLISECONDS);
  await insertReset(ctx, { token, person, madeBy: by === "operator" ? null : personOf(by).person, expiresAt });
  await noteChange(ctx, { person, by });
  record(ctx, { action: "password-reset.made", by, subject: person });
  return { token, expiresAt: expiresAt.toISOString() };
}

/**
 * Forgets somebody's authenticator app, recovery codes and passkeys, for whom all of them are lost, and ends all its sessions: it signs in by its
 * password or wallet, and a password then leads to setting up another second factor.
 *
 * @throws {ProblemError} `identity.unknown-person`
 */
export async function takeSecondFactors(ctx: Ctx, { person, by }: ChangedWays): Promise<void> {
  if (!(await holdPerson(ctx, person))) throw new ProblemError(IDENTITY_PROBLEMS.unknownPerson);
  await lockPasskeys(ctx, person);
  await endSecondFactor(ctx, person);
  const passkeys = await deletePasskeysOf(ctx, person);
  const sessions = await endSessions(ctx, person);
  await noteChange(ctx, { person, by });
  record(ctx, { action: "second-factors.taken", by, subject: person, details: { passkeys, sessions } });
}

/**
 * Keeps whoever opened an account from becoming a second admin by it: for a week after somebody else changed its ways in nobody becomes admin by two.
 *
 * @throws {ProblemError} `identity.ways-in-changed`
 */
export async function refuseOpened(ctx: Pick<Ctx, "tx" | "clock">, person: string): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - STRANGE_MILLISECONDS);
  if (await haveWaysChangedSince(ctx, person, since)) throw new ProblemError(IDENTITY_PROBLEMS.waysInChanged);
}

/** Somebody at a terminal makes admins without a second one anyway. */
async function noteChange(ctx: Pick<Ctx, "tx" | "clock">, { person, by }: ChangedWays): Promise<void> {
  if (by !== "operator") await noteChangedWays(ctx, person);
}
