import { z } from "zod";
import { dateTime } from "../primitives.ts";

const base64url = (maxCharacters: number) =>
  z
    .string()
    .max(maxCharacters)
    .regex(/^[A-Za-z0-9_-]+$/, "must be base64url");
/** Of 1,023 bytes at most. */
const credentialId = base64url(1_364);
const clientDataJSON = base64url(4_000);
const transports = z.array(z.string().max(32)).max(8);

const descriptor = z.object({ id: credentialId, type: z.literal("public-key"), transports });
const userVerification = z.literal("required");

/** POST /api/accounts/options: how a device is to list the account that its passkey opens. The server keeps it nowhere. */
export const accountName = z.strictObject({ name: z.string().trim().min(1).max(64).optional() });
export type AccountName = z.infer<typeof accountName>;

/**
 * POST /api/me/passkeys/options and /api/accounts/options: what `navigator.credentials.create()` is asked with (WebAuthn,
 * PublicKeyCredentialCreationOptionsJSON).
 */
export const passkeyCreation = z.object({
  /** Without an id: a browser takes the host of its page. */
  rp: z.object({ name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number() })),
  timeout: z.number(),
  excludeCredentials: z.array(descriptor),
  /** Required of the one that an account begins with: nothing else could sign its owner in. */
  authenticatorSelection: z.object({ residentKey: z.enum(["preferred", "required"]), userVerification }),
  attestation: z.literal("none"),
  extensions: z.object({ credProps: z.literal(true) }),
});
export type PasskeyCreation = z.infer<typeof passkeyCreation>;

/** POST /api/sessions/passkey/options and /api/sessions/current/proof/options: the same for `navigator.credentials.get()`. */
export const passkeyRequest = z.object({
  challenge: z.string(),
  timeout: z.number(),
  /** Those of the person who is signed in; none where anybody may sign in with the one it chooses. */
  allowCredentials: z.array(descriptor),
  userVerification,
});
export type PasskeyRequest = z.infer<typeof passkeyRequest>;

const answer = { id: credentialId, rawId: credentialId, type: z.literal("public-key") };

/** POST /api/me/passkeys and /api/accounts: what the browser answered (WebAuthn, RegistrationResponseJSON); of it only what is needed is read. */
export const newPasskey = z.strictObject({
  passkey: z.object({
    ...answer,
    response: z.object({ clientDataJSON, attestationObject: base64url(20_000), transports: transports.optional() }),
    clientExtensionResults: z.object({ credProps: z.object({ rk: z.boolean().optional() }).optional() }).optional(),
  }),
});
export type NewPasskey = z.infer<typeof newPasskey>["passkey"];

/** POST /api/sessions/passkey, and one form of a proof: what the browser answered (WebAuthn, AuthenticationResponseJSON). */
export const passkeyProof = z.strictObject({
  passkey: z.object({
    ...answer,
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url(4_000),
      signature: base64url(2_000),
      userHandle: base64url(86).optional(),
    }),
  }),
});
export type PasskeyProof = z.infer<typeof passkeyProof>["passkey"];

/** PUT /api/me/passkeys/{id} */
export const passkeyName = z.strictObject({ name: z.string().trim().min(1).max(80) });

/** GET /api/me/passkeys: one passkey of the person who asks. */
export const passkeyView = z.object({
  id: z.string(),
  /** Its name among authenticators, base64url. */
  credential: z.string(),
  name: z.string(),
  /** Its owner's devices share it; otherwise it is on one device alone. */
  isSynced: z.boolean(),
  /** Signs in without being asked for by name; others prove again only. */
  isDiscoverable: z.boolean(),
  createdAt: dateTime,
  lastUsedAt: dateTime.nullable(),
});
export type PasskeyView = z.infer<typeof passkeyView>;
