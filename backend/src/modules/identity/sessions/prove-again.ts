import type { ProofRequest } from "@waybill/protocol/schemas/api/identity";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { provePasskey } from "../passkeys/prove-passkey.ts";
import { emailOf } from "../passwords/passwords.store.ts";
import { provePassword } from "../passwords/prove-password.ts";
import { proveWallet } from "../sign-in/prove-wallet.ts";
import type { Sessions } from "./create-sessions.ts";
import { walletsOf } from "./persons.store.ts";

/**
 * The methods (RFC 8176) by which a person has shown anew who it is.
 *
 * @throws {ProblemError} `identity.other-person`, and what signing in throws
 */
export async function proveAgain(
  sessions: Sessions,
  given: ProofRequest,
  { person, address, traceId }: { person: string; address: string; traceId: string },
): Promise<string[]> {
  const { app } = sessions;
  if ("passkey" in given) return provePasskey(app, given.passkey, { by: person, traceId }, async (_, { amr }) => amr);
  const reading = { tx: app.db.dataSource.manager };
  if ("message" in given) {
    const account = await proveWallet(sessions, given, traceId);
    if (!(await walletsOf(reading, person)).includes(account)) throw new ProblemError(IDENTITY_PROBLEMS.otherPerson);
    return ["swk"];
  }
  const email = await emailOf(reading, app.personal, person);
  if (email === null) throw new ProblemError(IDENTITY_PROBLEMS.noPassword);
  return (await provePassword(app, { ...given, email }, { address, traceId })).amr;
}
