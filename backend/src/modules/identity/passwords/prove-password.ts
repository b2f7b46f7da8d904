import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { asClaimed } from "../failed-sign-in.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { hasSecondFactor, takeSecondFactor } from "../second-factor/second-factor.service.ts";
import { countAttempt, forgiveAttempts, type Guess } from "./attempts.store.ts";
import { decoyHash, isPasswordOf } from "./hash-password.ts";
import { findByEmail, normalEmail } from "./passwords.store.ts";

export interface PasswordGiven {
  email: string;
  password: string;
  code?: string | undefined;
}

/**
 * The person whose e-mail address and password these are, and the methods of RFC 8176. Whether an address is known shows in no answer and in no
 * time: a guess at nobody's takes as long, is counted and locked as one at somebody's.
 *
 * @throws {ProblemError} `identity.too-many-attempts`, `identity.wrong-password`, `identity.code-needed`, `identity.wrong-code`, `identity.expired-code`
 */
export async function provePassword(
  app: App,
  { email, password, code }: PasswordGiven,
  { address, traceId }: { address: string; traceId: string },
): Promise<{ person: string; amr: string[] }> {
  const guess = { personal: app.personal, email: normalEmail(email), address };
  const person = await tryPassword(app, guess, password, traceId);
  const prove = async (ctx: Ctx) => {
    const isAsked = await hasSecondFactor(ctx, person);
    if (isAsked && code === undefined) throw new ProblemError(IDENTITY_PROBLEMS.codeNeeded);
    if (isAsked) await takeSecondFactor(ctx, app.personal, person, code ?? "");
    await forgiveAttempts(ctx, guess);
    return { person, amr: isAsked ? ["pwd", "otp"] : ["pwd"] };
  };
  return asClaimed(app, person, () => inTransaction(app, prove, { traceId }));
}

/**
 * The person whose e-mail address and password these are. The attempt stays counted, until whoever asks forgives it.
 *
 * @throws {ProblemError} `identity.too-many-attempts`, `identity.wrong-password`
 */
export async function tryPassword(app: App, guess: Guess, password: string, traceId: string): Promise<string> {
  return asClaimed(app, guess.email, async () => {
    await inTransaction(app, (ctx) => countAttempt(ctx, guess), { traceId });
    const known = await findByEmail({ tx: app.db.dataSource.manager }, app.personal, guess.email);
    const isRight = await isPasswordOf(known?.hash ?? (await decoyHash()), password);
    if (known === undefined || !isRight) throw new ProblemError(IDENTITY_PROBLEMS.wrongPassword);
    return known.person;
  });
}
