import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { hashPassword } from "./hash-password.ts";
import { objectionToPassword } from "./password-rules.ts";
import { normalEmail } from "./passwords.store.ts";

/** The hash of a password that may be chosen. @throws {ProblemError} `identity.weak-password` */
export async function hashOfChosen(password: string, email: string): Promise<string> {
  const objection = objectionToPassword(password, normalEmail(email));
  if (objection !== undefined)
    throw new ProblemError(IDENTITY_PROBLEMS.weakPassword, {
      detail: `This password ${objection}.`,
      errors: [{ pointer: "/password", message: objection }],
    });
  return hashPassword(password);
}
