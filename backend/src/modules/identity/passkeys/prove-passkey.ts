import type { PasskeyProof } from "@waybill/protocol/schemas/api/passkeys";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { takePasskeyChallenge } from "./passkey-challenges.store.ts";
import { countUse, findPasskey, type PasskeyRow } from "./passkeys.store.ts";
import { readClientData, wrongPasskey } from "./read-client-data.ts";
import { verifyPasskeyProof } from "./verify-passkey.ts";

/**
 * The person whose passkey answered a challenge of ours on a page of ours, and the methods of RFC 8176.
 *
 * @param by who is signed in and proves it anew; null for somebody who signs in
 * @throws {ProblemError} `identity.wrong-passkey`, `identity.challenge-used`, `identity.unregistered-passkey`, `identity.other-person`, `identity.regressed-passkey`
 */
export async function provePasskey(
  app: App,
  proof: PasskeyProof,
  { by, traceId }: { by: string | null; traceId: string },
): Promise<{ person: string; amr: string[] }> {
  const page = readClientData(proof.response.clientDataJSON, { type: "webauthn.get", origins: app.config });
  // In a transaction of its own: a challenge is used up by a wrong signature, too.
  const isTaken = await inTransaction(app, (ctx) => takePasskeyChallenge(ctx, page.challenge, by), { traceId });
  if (!isTaken) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
  const passkey = await findPasskey({ tx: app.db.dataSource.manager }, proof.id);
  if (passkey === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unregisteredPasskey);
  if (by !== null && passkey.person !== by) throw new ProblemError(IDENTITY_PROBLEMS.otherPerson);
  checkHandle(proof.response.userHandle, passkey, { isNeeded: by === null });
  const counter = await verifyPasskeyProof(proof, page, passkey);
  const { person, id, isSynced } = passkey;
  const isForward = await inTransaction(
    app,
    async (ctx) => {
      const isCounted = await countUse(ctx, id, counter);
      if (!isCounted) record(ctx, { action: "passkey.regressed", by: null, subject: id, outcome: "refused", details: { counter } });
      return isCounted;
    },
    { traceId },
  );
  if (!isForward) throw new ProblemError(IDENTITY_PROBLEMS.regressedPasskey);
  return { person, amr: [isSynced ? "swk" : "hwk", "user"] };
}

/** The name under which authenticators keep a person: says nothing about it. */
export function handleOf(person: string): string {
  return Buffer.from(person).toString("base64url");
}

/** Whom the authenticator took the passkey for (WebAuthn, 7.2 step 6). */
function checkHandle(handle: string | undefined, { person }: PasskeyRow, { isNeeded }: { isNeeded: boolean }): void {
  if (handle === undefined ? isNeeded : handle !== handleOf(person))
    throw wrongPasskey("it is not kept for the person whose passkey it is");
}
