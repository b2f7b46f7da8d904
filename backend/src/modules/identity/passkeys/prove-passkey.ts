import type { PasskeyProof } from "@waybill/protocol/schemas/api/passkeys";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { asClaimed } from "../failed-sign-in.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { holdPerson } from "../sessions/persons.store.ts";
import { takePasskeyChallenge } from "./passkey-challenges.store.ts";
import { countUse, findPasskey, type PasskeyRow } from "./passkeys.store.ts";
import { readClientData, wrongPasskey } from "./read-client-data.ts";
import { verifyPasskeyProof } from "./verify-passkey.ts";

/** Whose passkey answered, and the methods of RFC 8176. */
export interface ProvenPerson {
  person: string;
  amr: string[];
}

/**
 * Finds the person whose passkey answered a challenge of ours on a page of ours.
 *
 * @param options.by who is signed in and proves it anew; null for somebody who signs in
 * @param then what the proof is for, in the transaction that notes its use: whoever removes the passkey meanwhile waits, and finds what it opened
 * @throws {ProblemError} `identity.wrong-passkey`, `identity.challenge-used`, `identity.unregistered-passkey`, `identity.other-person`, `identity.regressed-passkey`
 */
export async function provePasskey<Result>(
  app: App,
  proof: PasskeyProof,
  { by, traceId }: { by: string | null; traceId: string },
  then: (ctx: Ctx, proven: ProvenPerson) => Promise<Result>,
): Promise<Result> {
  const page = readClientData(proof.response.clientDataJSON, { type: "webauthn.get", origins: app.config });
  // In a transaction of its own: a challenge is used up by a wrong signature, too.
  const isTaken = await inTransaction(app, (ctx) => takePasskeyChallenge(ctx, page.challenge, by), { traceId });
  if (!isTaken) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
  const passkey = await findPasskey({ tx: app.db.dataSource.manager }, proof.id);
  return asClaimed(app, passkey?.person ?? proof.id, async () => {
    if (passkey === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unregisteredPasskey);
    if (by !== null && passkey.person !== by) throw new ProblemError(IDENTITY_PROBLEMS.otherPerson);
    checkHandle(proof.response.userHandle, passkey, { isNeeded: by === null });
    const counter = await verifyPasskeyProof(proof, page, passkey);
    const proven = { person: passkey.person, amr: methodsOf(passkey) };
    const done = await inTransaction(
      app,
      async (ctx) => {
        // The person before the passkey, as whoever erases it takes them.
        const isThere = await holdPerson(ctx, passkey.person);
        if (isThere && (await countUse(ctx, passkey.id, counter))) return { result: await then(ctx, proven) };
        if ((await findPasskey(ctx, proof.id)) === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unregisteredPasskey);
        record(ctx, { action: "passkey.regressed", by: null, subject: passkey.id, outcome: "refused", details: { counter } });
        return null;
      },
      { traceId },
    );
    if (done === null) throw new ProblemError(IDENTITY_PROBLEMS.regressedPasskey);
    return done.result;
  });
}

/** What a passkey shows (RFC 8176): a key on one device, or one that devices share; and its owner. */
export function methodsOf({ isSynced }: Pick<PasskeyRow, "isSynced">): string[] {
  return [isSynced ? "swk" : "hwk", "user"];
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
