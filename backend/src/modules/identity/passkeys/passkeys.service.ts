import type { NewPasskey, PasskeyCreation, PasskeyRequest, PasskeyView } from "@waybill/protocol/schemas/api/passkeys";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import type { PersonalFields } from "../../../platform/personal/personal-fields.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { emailOf, hasEmail } from "../passwords/passwords.store.ts";
import { walletsOf } from "../sessions/persons.store.ts";
import { endOtherSessions, noteMethods } from "../sessions/sessions.store.ts";
import { newPasskeyChallenge, PASSKEY_CHALLENGE_MILLISECONDS, takePasskeyChallenge } from "./passkey-challenges.store.ts";
import { deletePasskey, insertPasskey, lockPasskeys, passkeysOf, renamePasskey, type PasskeyRow } from "./passkeys.store.ts";
import { handleOf, methodsOf } from "./prove-passkey.ts";
import { readClientData } from "./read-client-data.ts";
import { PASSKEY_ALGORITHMS, verifyNewPasskey, type MadePasskey } from "./verify-passkey.ts";

/** More than anybody has devices. */
const MAX_PASSKEYS = 20;
/** How a device lists the account of somebody without wallet, e-mail address and a name for it. */
export const NAMELESS = "Waybill account";

const descriptorOf = ({ credentialId, transports }: PasskeyRow) => ({ id: credentialId, type: "public-key" as const, transports });

/** What a browser is asked with to make a passkey for a person. */
export async function passkeyCreationFor(ctx: Ctx, personal: PersonalFields, person: string): Promise<PasskeyCreation> {
  const name = (await emailOf(ctx, personal, person)) ?? (await walletsOf(ctx, person))[0] ?? NAMELESS;
  const challenge = await newPasskeyChallenge(ctx, person);
  return creationOf({ person, name, challenge, residentKey: "preferred", known: await passkeysOf(ctx, person) });
}

/** The same, of a person who has none yet, or is nobody yet. */
export function creationOf({
  person,
  name,
  challenge,
  residentKey,
  known = [],
}: {
  person: string;
  /** As devices list it. */
  name: string;
  challenge: string;
  residentKey: "preferred" | "required";
  /** What the person has already. */
  known?: readonly PasskeyRow[];
}): PasskeyCreation {
  return {
    rp: { name: "Waybill" },
    user: { id: handleOf(person), name, displayName: name },
    challenge,
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: PASSKEY_CHALLENGE_MILLISECONDS,
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey, userVerification: "required" },
    attestation: "none",
    extensions: { credProps: true },
  };
}

/** What a browser is asked with for a passkey: any that it has for us, or those of whoever is signed in. */
export async function passkeyRequestFor(ctx: Ctx, person: string | null): Promise<PasskeyRequest> {
  return {
    challenge: await newPasskeyChallenge(ctx, person),
    timeout: PASSKEY_CHALLENGE_MILLISECONDS,
    allowCredentials: person === null ? [] : (await passkeysOf(ctx, person)).map(descriptorOf),
    userVerification: "required",
  };
}

/**
 * Keeps a passkey that a browser has made for whoever is signed in.
 *
 * @throws {ProblemError} `identity.wrong-passkey`, `identity.challenge-used`, `identity.passkey-taken`, `identity.too-many-passkeys`
 */
export async function addPasskey(
  app: App,
  principal: Principal | null,
  { passkey, name }: { passkey: NewPasskey; name: string },
  traceId: string,
): Promise<PasskeyView> {
  const { person, credential } = personOf(principal);
  const { made } = await takeNewPasskey(app, passkey, { by: person, traceId });
  return inTransaction(
    app,
    async (ctx) => {
      await lockPasskeys(ctx, person);
      if ((await passkeysOf(ctx, person)).length >= MAX_PASSKEYS) throw new ProblemError(IDENTITY_PROBLEMS.tooManyPasskeys);
      const row = await keepPasskey(ctx, app.personal, { person, passkey, made, name });
      await noteMethods(ctx, credential, methodsOf(row));
      record(ctx, { action: "passkey.added", by: principal, subject: row.id, details: { synced: row.isSynced } });
      return passkeyView(app.personal, row);
    },
    { traceId },
  );
}

/**
 * What a browser has made in answer to a challenge of ours on a page of ours.
 *
 * @param options.by who is signed in and was asked; null for somebody who has no account yet
 * @returns the challenge, which is used up, whether the answer holds or not
 * @throws {ProblemError} `identity.wrong-passkey`, `identity.challenge-used`
 */
export async function takeNewPasskey(
  app: App,
  passkey: NewPasskey,
  { by, traceId }: { by: string | null; traceId: string },
): Promise<{ challenge: string; made: MadePasskey }> {
  const page = readClientData(passkey.response.clientDataJSON, { type: "webauthn.create", origins: app.config });
  const isTaken = await inTransaction(app, (ctx) => takePasskeyChallenge(ctx, page.challenge, by), { traceId });
  if (!isTaken) throw new ProblemError(IDENTITY_PROBLEMS.challengeUsed);
  return { challenge: page.challenge, made: await verifyNewPasskey(passkey, page) };
}

/** Keeps what a browser has made for a person. @throws {ProblemError} `identity.passkey-taken` */
export async function keepPasskey(
  ctx: Ctx,
  personal: PersonalFields,
  { person, passkey, made, name }: { person: string; passkey: NewPasskey; made: MadePasskey; name: string },
): Promise<PasskeyRow> {
  const row = {
    ...{ ...made, id: newId(ctx.random), person, createdAt: ctx.clock.now() },
    transports: passkey.response.transports ?? [],
    isDiscoverable: isDiscoverable(passkey),
  };
  if (!(await insertPasskey(ctx, row))) throw new ProblemError(IDENTITY_PROBLEMS.passkeyTaken);
  // Sealed after it is known to be kept: sealing may make the person's key, which no transaction takes back.
  const sealed = personal.seal("passkeys.name", person, name);
  await renamePasskey(ctx, { person, id: row.id, name: sealed });
  return { ...row, name: sealed, lastUsedAt: null };
}

/** Whether a new passkey signs in without being asked for by name; a browser that does not say so is believed to have done what it was asked. */
export function isDiscoverable({ clientExtensionResults }: NewPasskey): boolean {
  return clientExtensionResults?.credProps?.rk !== false;
}

/** @throws {ProblemError} `identity.unknown-passkey` */
export async function renameOwnPasskey(
  ctx: Ctx,
  personal: PersonalFields,
  principal: Principal | null,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const { person } = personOf(principal);
  if (!(await renamePasskey(ctx, { person, id, name: personal.seal("passkeys.name", person, name) })))
    throw new ProblemError(IDENTITY_PROBLEMS.unknownPasskey);
  record(ctx, { action: "passkey.renamed", by: principal, subject: id });
}

/** Forgets a passkey, and ends all other sessions: whoever has the device is signed out. @throws {ProblemError} `identity.unknown-passkey`, `identity.last-way-in` */
export async function removePasskey(ctx: Ctx, principal: Principal | null, id: string): Promise<void> {
  const { person, credential } = personOf(principal);
  await lockPasskeys(ctx, person);
  const passkeys = await passkeysOf(ctx, person);
  if (!passkeys.some((passkey) => passkey.id === id)) throw new ProblemError(IDENTITY_PROBLEMS.unknownPasskey);
  const isOtherLeft = passkeys.some((passkey) => passkey.id !== id && passkey.isDiscoverable);
  if (!isOtherLeft && !(await hasEmail(ctx, person)) && (await walletsOf(ctx, person)).length === 0)
    throw new ProblemError(IDENTITY_PROBLEMS.lastWayIn);
  await deletePasskey(ctx, id);
  await endOtherSessions(ctx, person, credential);
  record(ctx, { action: "passkey.removed", by: principal, subject: id });
}

export async function passkeyViews(ctx: Pick<Ctx, "tx">, personal: PersonalFields, principal: Principal | null): Promise<PasskeyView[]> {
  return (await passkeysOf(ctx, personOf(principal).person)).map((row) => passkeyView(personal, row));
}

function passkeyView(
  personal: PersonalFields,
  { id, person, credentialId, name, isSynced, isDiscoverable, createdAt, lastUsedAt }: PasskeyRow,
): PasskeyView {
  return {
    ...{ id, credential: credentialId, name: personal.open("passkeys.name", person, name) ?? "", isSynced, isDiscoverable },
    ...{ createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
  };
}
