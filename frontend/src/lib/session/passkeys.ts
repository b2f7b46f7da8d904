import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import {
  passkeyCreation,
  passkeyRequest,
  passkeyView,
  type PasskeyRequest,
  type PasskeyView,
} from "@waybill/protocol/schemas/api/passkeys";
import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { sendJson } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { sendOwn, session } from "./session.ts";

/** Why a browser gave no passkey: its person left off, has one of us already, has no device for it, or something else. */
export type PasskeyTrouble = "cancelled" | "present" | "unable" | "failed";

/** The browser gave no passkey. */
export class PasskeyError extends Error {
  readonly trouble: PasskeyTrouble;
  constructor(trouble: PasskeyTrouble, cause: unknown) {
    super(cause instanceof Error ? cause.message : trouble, { cause });
    this.name = "PasskeyError";
    this.trouble = trouble;
  }
}

/** By the names that WebAuthn gives its exceptions. */
const TROUBLES: Record<string, PasskeyTrouble> = {
  NotAllowedError: "cancelled",
  InvalidStateError: "present",
  ConstraintError: "unable",
  NotSupportedError: "unable",
};

/** Loaded by whoever uses a passkey, and by nobody else. */
const library = () => import("@simplewebauthn/browser");

/** Whether this browser can have passkeys at this address: they need a secure page, and a host with a name. */
export function canHavePasskeys({ hostname }: Pick<Location, "hostname"> = window.location): boolean {
  return typeof window.PublicKeyCredential === "function" && !/^[\d.]+$|^\[/.test(hostname);
}

/** Has the browser make a passkey for whoever is signed in, and the server keep it. Throws `PasskeyError` or what the server says. */
export async function addPasskey(): Promise<PasskeyView> {
  const options = await sendOwn("/api/me/passkeys/options", passkeyCreation);
  const { startRegistration } = await library();
  const passkey = await startRegistration({ optionsJSON: options }).catch(explain);
  return sendOwn("/api/me/passkeys", passkeyView, { body: { passkey } });
}

/** Makes an account that a passkey of this device opens, and signs in. @param name as the device lists it */
export async function signUpByPasskey(name: string | undefined): Promise<void> {
  const options = await sendJson("/api/accounts/options", passkeyCreation, { body: { ...(name !== undefined && { name }) } });
  const { startRegistration } = await library();
  const passkey = await startRegistration({ optionsJSON: options }).catch(explain);
  const grant = await sendJson("/api/accounts", accessGrant, { body: { passkey } }).catch(async (error: unknown) => {
    // What was refused opens nothing. What was not answered may have been kept.
    if (error instanceof ApiError && error.status < 500) await forgetPasskey(passkey.id);
    throw error;
  });
  session.accept(grant);
}

/** Proves anew who is signed in. Throws `PasskeyError` or what the server says. */
export async function proveByPasskey(): Promise<void> {
  const passkey = await ask(await sendOwn("/api/sessions/current/proof/options", passkeyRequest));
  session.accept(await sendOwn("/api/sessions/current/proof", accessGrant, { body: { passkey } }).catch(forgetting(passkey)));
}

/** A passkey of whose link it is that resets a password. Throws `PasskeyError` or what the server says. */
export async function answerByLink(reset: string): Promise<AuthenticationResponseJSON> {
  return ask(await sendJson("/api/password-resets/passkey-options", passkeyRequest, { body: { reset } }));
}

/** Begins a session by whichever passkey the person chooses. Throws `PasskeyError` or what the server says. */
export async function signInByPasskey(): Promise<void> {
  await signInWith(await ask(await signInOptions()));
}

/**
 * Offers passkeys among what the browser fills in by itself, where it can. Resolves when one was chosen and signed in, when none was before `stop`,
 * and when the browser or the server cannot: nobody has asked for it, so only what fails after a choice is thrown.
 */
export async function offerPasskeys(stop: AbortSignal): Promise<void> {
  const { browserSupportsWebAuthnAutofill, WebAuthnAbortService } = await library();
  if (!(await browserSupportsWebAuthnAutofill())) return;
  const options = await signInOptions().catch(() => null);
  if (options === null || stop.aborted) return;
  stop.addEventListener("abort", () => WebAuthnAbortService.cancelCeremony());
  const passkey = await ask(options, { useBrowserAutofill: true }).catch(() => null);
  if (passkey !== null && !stop.aborted) await signInWith(passkey);
}

/** Tells the browser that a passkey opens nothing here, so that it offers it no more. It may not listen. */
export async function forgetPasskey(credentialID: string): Promise<void> {
  const { sendSignal } = await library();
  await sendSignal({ signalName: "unknownCredential", rpID: window.location.hostname, credentialID }).catch(() => undefined);
}

const signInOptions = () => sendJson("/api/sessions/passkey/options", passkeyRequest, { body: {} });

async function signInWith(passkey: AuthenticationResponseJSON): Promise<void> {
  session.accept(await sendJson("/api/sessions/passkey", accessGrant, { body: { passkey } }).catch(forgetting(passkey)));
}

async function ask(options: PasskeyRequest, { useBrowserAutofill = false } = {}): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await library();
  return startAuthentication({ optionsJSON: options, useBrowserAutofill }).catch(explain);
}

function explain(error: unknown): never {
  throw new PasskeyError((error instanceof Error ? TROUBLES[error.name] : undefined) ?? "failed", error);
}

const forgetting =
  ({ id }: AuthenticationResponseJSON) =>
  async (error: unknown): Promise<never> => {
    if (error instanceof ApiError && error.problem?.code === "identity.unregistered-passkey") await forgetPasskey(id);
    throw error;
  };
