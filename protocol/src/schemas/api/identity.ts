import { z } from "zod";
import { address, dateTime, hex32, signature } from "../primitives.ts";
import { statedProfile } from "../bundle.ts";
import { passkeyProof } from "./passkeys.ts";
import { party } from "./traceability.ts";

/**
 * POST /api/organisations: registers the account that signs.
 * `signature` is EIP-712 `Registration(string name,string gln,uint16 roles,bytes32 nonce,address account)` under the usual domain, gln "" when absent.
 * 202 with the actor; registration is relayed and shows up once it is on chain. Refused with 403 when open registration is off.
 */
export const registrationRequest = z.object({
  profile: statedProfile,
  /** Any 32 bytes that the account has not signed a registration with. */
  nonce: hex32,
  roles: z.number().int().positive().max(0xffff),
  signature,
});

/** PUT /api/products/{gtin} and /api/places/{gln}, by bearer token: master data as that organisation states it. */
export const productRequest = z.object({
  name: z.string().min(1).max(200),
  description: z.string().max(2000).optional(),
  /** What a unit weighs, packaging included, in whole grams as text: footprints are shared by mass. */
  massGrams: z
    .string()
    .regex(/^[1-9]\d{0,11}$/, "must be whole grams, as text without leading zeros")
    .optional(),
  /** Pieces that a unit holds: 6 salads in a case. */
  pieces: z.number().int().min(1).max(1_000_000).optional(),
});
export const placeRequest = z.object({
  name: z.string().min(1).max(200),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  city: z.string().trim().min(1).max(100).optional(),
});

/** GET /api/demo/wallets, development only: keys everybody knows, for the demonstration wallet. */
export const demoWallet = z.object({ account: address, name: z.string(), privateKey: hex32 });
export type DemoWallet = z.infer<typeof demoWallet>;

/** POST /api/sessions/challenges: what a message to sign in carries (EIP-4361). It can be used once, and not for long. */
export const challenge = z.object({ nonce: z.string(), issuedAt: dateTime, expiresAt: dateTime });
export type Challenge = z.infer<typeof challenge>;

/** Longer than any message with an address of usual length; what is signed is read whole. */
const MAX_MESSAGE_CHARACTERS = 4_000;

/** POST /api/sessions: a message of EIP-4361 with the nonce of a challenge, signed by its account (EIP-191). */
export const sessionRequest = z.strictObject({ message: z.string().max(MAX_MESSAGE_CHARACTERS), signature });
/** What a session is continued with: an access token for ten minutes. The refresh token is in a cookie that pages cannot read. */
export const accessGrant = z.object({ accessToken: z.string(), expiresAt: dateTime });
export type AccessGrant = z.infer<typeof accessGrant>;

/** GET /api/me: who is signed in, and the organisation that the session acts for. Methods are those of RFC 8176. */
export const me = z.object({
  person: z.string(),
  session: z.string(),
  wallets: z.array(address),
  /** Of people who sign in with a password. */
  email: z.string().nullable(),
  organisation: party.nullable(),
  /** The session has an organisation to act for, and what the chain says of it has not been read yet: `organisation` is null, and roles are missing, until it is. */
  awaitsChain: z.boolean(),
  /** Whether the organisation's own wallet is theirs, who then decide who its people are. */
  holdsWallet: z.boolean(),
  hasSecondFactor: z.boolean(),
  hasPasskey: z.boolean(),
  /** Whether a password alone was shown: until a second factor is, or is set up, the session can do nothing else. */
  needsSecondFactor: z.boolean(),
  /** In that organisation, and by having signed in; then those in the whole installation. */
  roles: z.array(z.string()),
  installationRoles: z.array(z.string()),
  methods: z.array(z.string()),
  authenticatedAt: dateTime,
});
export type Me = z.infer<typeof me>;

/** GET /api/sessions: one session of the person who asks. */
export const sessionView = z.object({
  id: z.string(),
  /** What it runs on: `Firefox on Linux`. */
  device: z.string(),
  beganBy: z.enum(["wallet", "password", "passkey"]),
  methods: z.array(z.string()),
  isCurrent: z.boolean(),
  createdAt: dateTime,
  usedAt: dateTime,
  expiresAt: dateTime,
});
export type SessionView = z.infer<typeof sessionView>;

/** What a key allows: to state what happened to goods, to read and answer reports, to draft claims to savings. */
export const KEY_SCOPES = ["capture", "reports", "claims"] as const;

/** POST /api/keys: a key for programs of the organisation that one acts for. */
export const apiKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length),
  days: z.number().int().min(1).max(365),
});
export type ApiKeyRequest = z.infer<typeof apiKeyRequest>;

/** POST /api/keys/{id}/rotation: how long the old key stays good beside the new one. */
export const apiKeyRotation = z.strictObject({ overlapHours: z.number().int().min(0).max(168) });

/** The key itself, `waybill_<id>_<secret><CRC-32>`, is shown here and nowhere else. */
export const newApiKey = z.object({ id: z.string(), key: z.string(), expiresAt: dateTime });
export type NewApiKey = z.infer<typeof newApiKey>;

/** GET /api/keys: one key that is still good. Its first characters are `waybill_` and its id. */
export const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  createdAt: dateTime,
  expiresAt: dateTime,
  lastUsedAt: dateTime.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;

/** Longer than any password that may be chosen is refused before it is hashed. */
const password = z.string().min(1).max(512);
const email = z.email().max(254);
const code = z.string().min(6).max(64);
const invitationToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be an invitation");

/** POST /api/sessions/password. `code`, of the authenticator app or a recovery code, where the person has a second factor. */
export const passwordSignIn = z.strictObject({ email, password, code: code.optional() });

/** POST /api/sessions/current/proof: as for signing in, by a wallet, the password or a passkey. */
export const proofRequest = z.union([sessionRequest, z.strictObject({ password, code: code.optional() }), passkeyProof]);
export type ProofRequest = z.infer<typeof proofRequest>;

const resetToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be the link's last part");
/** POST /api/password-resets/passkey-options */
export const passwordResetLink = z.strictObject({ reset: resetToken });
/** POST /api/password-resets: another password by a link. `code` or `passkey` where the person has a second factor. */
export const passwordReset = z.strictObject({
  reset: resetToken,
  password,
  code: code.optional(),
  passkey: passkeyProof.shape.passkey.optional(),
});
export type PasswordReset = z.infer<typeof passwordReset>;
/** Of whoever makes such a link: good once, for an hour, and until a newer one. */
export const newPasswordReset = z.object({ token: z.string(), expiresAt: dateTime });

/** PUT /api/me/password: the present one, and the one that is to count. */
export const newPassword = z.strictObject({ current: password, password });

/** POST and PUT /api/me/second-factor: the secret in base32 and as otpauth address, then its first code, then the codes for a lost app. */
export const secondFactorSecret = z.object({ secret: z.string(), uri: z.string() });
export const secondFactorCode = z.strictObject({ code });
export const recoveryCodes = z.object({ codes: z.array(z.string()) });

/** POST /api/invitations: good once, for a week. */
export const invitation = z.object({ token: z.string(), expiresAt: dateTime });
/** POST /api/people: a new person takes an invitation. */
export const joinRequest = z.strictObject({ invitation: invitationToken, email, password });
/** POST /api/memberships: who is signed in takes one. */
export const invitationTaken = z.strictObject({ invitation: invitationToken });
