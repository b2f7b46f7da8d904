import type { App } from "../../platform/app.ts";
import { ProblemError, type ProblemDefinition } from "../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import { findPerson } from "./installation/installation-roles.store.ts";

/** What whoever is not the one it says to be is told. A code that is asked for is none of them: the password was right. */
const FAILURES: ReadonlySet<Readonly<ProblemDefinition>> = new Set([
  IDENTITY_PROBLEMS.wrongPassword,
  IDENTITY_PROBLEMS.wrongCode,
  IDENTITY_PROBLEMS.expiredCode,
  IDENTITY_PROBLEMS.tooManyAttempts,
  IDENTITY_PROBLEMS.passwordNotEnough,
  IDENTITY_PROBLEMS.wrongSignIn,
  IDENTITY_PROBLEMS.wrongPasskey,
  IDENTITY_PROBLEMS.unregisteredPasskey,
  IDENTITY_PROBLEMS.regressedPasskey,
  IDENTITY_PROBLEMS.otherPerson,
  IDENTITY_PROBLEMS.resetUsed,
]);

/**
 * Does what shows who somebody is. Where it fails, the audit log tells whose account it was tried at: the id of the person, or a keyed hash of a name that
 * nobody has, by which attempts at the same one are seen to be that.
 *
 * @param name what the caller says to be: an e-mail address, a wallet, the id of a person, or the name of a passkey or link
 */
export async function asClaimed<Result>(app: App, name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError && FAILURES.has(error.problem)) error.claimed ??= await claimed(app, name);
    throw error;
  }
}

async function claimed({ db, personal }: App, name: string): Promise<string> {
  const person = await findPerson({ tx: db.dataSource.manager }, personal, name);
  return person ?? `unknown:${personal.index("attempts", name).slice(0, 32)}`;
}
