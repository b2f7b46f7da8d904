import type { PasswordReset } from "@waybill/protocol/schemas/api/identity";
import type { PasskeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { asClaimed } from "../failed-sign-in.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { passkeyRequestFor } from "../passkeys/passkeys.service.ts";
import { hasPasskey } from "../passkeys/passkeys.store.ts";
import { provePasskey } from "../passkeys/prove-passkey.ts";
import { countAttempt, forgiveAttempts, type Guess } from "../passwords/attempts.store.ts";
import { emailOf, normalEmail, updatePassword } from "../passwords/passwords.store.ts";
import { hashOfChosen } from "../passwords/set-password.ts";
import { hasSecondFactor, takeSecondFactor } from "../second-factor/second-factor.service.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { endSessions } from "../sessions/sessions.store.ts";
import { findReset, takeReset } from "./resets.store.ts";

/** Stands for an address where a link is nobody's. */
const NOBODY = "a link that is none";

interface Place {
  address: string;
  traceId: string;
}

/**
 * Gives a person another password by a link, past no second factor of its own, and ends all its sessions. A refusal leaves the link good.
 *
 * @throws {ProblemError} `identity.reset-used`, `identity.weak-password`, `identity.code-needed`, `identity.wrong-code`, `identity.passkey-needed`,
 * `identity.too-many-attempts`, and what a passkey is refused with
 */
export async function resetPassword(app: App, given: PasswordReset, place: Place): Promise<void> {
  const { person, email, guess } = await personOfLink(app, given.reset, place);
  await asClaimed(app, person, async () => {
    const hash = await hashOfChosen(given.password, email);
    const change = async (ctx: Ctx, isProven: boolean) => {
      // The person first, as whoever erases it takes it.
      if (!(await holdPerson(ctx, person)) || !(await takeReset(ctx, given.reset))) throw new ProblemError(IDENTITY_PROBLEMS.resetUsed);
      if (!isProven) await checkSecondFactor(ctx, app, person, given.code);
      await updatePassword(ctx, person, hash);
      const sessions = await endSessions(ctx, person);
      await forgiveAttempts(ctx, guess);
      record(ctx, { action: "password-reset.used", by: null, subject: person, details: { sessions } });
    };
    const { traceId } = place;
    if (given.passkey === undefined) await inTransaction(app, (ctx) => change(ctx, false), { traceId });
    else await provePasskey(app, given.passkey, { by: person, traceId }, (ctx) => change(ctx, true));
  });
}

/** What a browser is asked with for a passkey of whose link it is. @throws {ProblemError} `identity.reset-used`, `identity.too-many-attempts` */
export async function passkeyRequestByLink(app: App, reset: string, place: Place): Promise<PasskeyRequest> {
  const { person } = await personOfLink(app, reset, place);
  return inTransaction(app, (ctx) => passkeyRequestFor(ctx, person), { traceId: place.traceId });
}

/** Whose link it is. Counts first: guesses at links, and at codes with one, are as few as those at passwords. */
async function personOfLink(
  app: App,
  reset: string,
  { address, traceId }: Place,
): Promise<{ person: string; email: string; guess: Guess }> {
  const reading = { tx: app.db.dataSource.manager, clock: app.clock };
  const person = await findReset(reading, reset);
  const email = person === undefined ? null : await emailOf(reading, app.personal, person);
  const guess = { personal: app.personal, email: normalEmail(email ?? NOBODY), address };
  return asClaimed(app, person ?? reset, async () => {
    await inTransaction(app, (ctx) => countAttempt(ctx, guess), { traceId });
    if (person === undefined || email === null) throw new ProblemError(IDENTITY_PROBLEMS.resetUsed);
    return { person, email, guess };
  });
}

async function checkSecondFactor(ctx: Ctx, { personal }: App, person: string, code: string | undefined): Promise<void> {
  if (await hasSecondFactor(ctx, person)) {
    if (code === undefined) throw new ProblemError(IDENTITY_PROBLEMS.codeNeeded);
    await takeSecondFactor(ctx, personal, person, code);
  } else if (await hasPasskey(ctx, person)) throw new ProblemError(IDENTITY_PROBLEMS.passkeyNeeded);
}
