import { createHash } from "node:crypto";
import type { NewPasskey, PasskeyCreation } from "@waybill/protocol/schemas/api/passkeys";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { newPasskeyChallenge } from "../passkeys/passkey-challenges.store.ts";
import { creationOf, isDiscoverable, keepPasskey, NAMELESS, takeNewPasskey } from "../passkeys/passkeys.service.ts";
import { methodsOf } from "../passkeys/prove-passkey.ts";
import { wrongPasskey } from "../passkeys/read-client-data.ts";
import type { Sessions } from "../sessions/create-sessions.ts";
import { insertPerson } from "../sessions/persons.store.ts";
import { openPasskeySession, type OpenedSession } from "../sessions/sessions.service.ts";

/** What a browser is asked with to make a passkey for somebody who is nobody here yet. @param name as the device is to list it */
export async function accountCreation(ctx: Ctx, name: string = NAMELESS): Promise<PasskeyCreation> {
  const challenge = await newPasskeyChallenge(ctx, null);
  return creationOf({ person: personFor(challenge), name, challenge, residentKey: "required" });
}

/**
 * Makes a person whose passkey this is, and begins a session of it: all of that, or nothing.
 *
 * @throws {ProblemError} `identity.wrong-passkey`, `identity.challenge-used`, `identity.passkey-taken`
 */
export async function signUp(
  sessions: Sessions,
  { passkey, device }: { passkey: NewPasskey; device: string },
  traceId: string,
): Promise<OpenedSession> {
  const { app } = sessions;
  const { challenge, made } = await takeNewPasskey(app, passkey, { by: null, traceId });
  if (!isDiscoverable(passkey)) throw wrongPasskey("its device does not keep it, so it would sign nobody in");
  const person = personFor(challenge);
  return inTransaction(
    app,
    async (ctx) => {
      await insertPerson(ctx, person);
      const row = await keepPasskey(ctx, app.personal, { person, passkey, made, name: device });
      record(ctx, { action: "person.signed-up", by: null, subject: person, details: { synced: row.isSynced } });
      return openPasskeySession(ctx, sessions, { person, amr: methodsOf(row), device });
    },
    { traceId },
  );
}

/** @throws {ProblemError} `identity.sign-up-closed` */
export function checkSignUp({ app }: Pick<Sessions, "app">): void {
  if (app.config.signUp === "off") throw new ProblemError(IDENTITY_PROBLEMS.signUpClosed);
}

/**
 * The id that a person will have whose passkey answers this challenge. A device keeps the passkey under it before there is a person, and a challenge is
 * answered once: so nothing has to be stored for whoever leaves off, and nobody chooses an id.
 */
function personFor(challenge: string): string {
  return createHash("sha256").update(`person ${challenge}`).digest().subarray(0, 16).toString("base64url");
}
