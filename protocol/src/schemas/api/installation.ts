import { z } from "zod";
import { address, dateTime, finality } from "../primitives.ts";
import { installationRole, memberRole } from "./members.ts";
import { sending } from "./chain-acts.ts";
import { party } from "./traceability.ts";

/** GET /api/installation/keys: an API key of any organisation. */
export const installationKeyView = z.object({
  id: z.string(),
  name: z.string(),
  organisation: party,
  scopes: z.array(z.string()),
  state: z.enum(["good", "expired", "revoked"]),
  createdAt: dateTime,
  expiresAt: dateTime,
  revokedAt: dateTime.nullable(),
  lastUsedAt: dateTime.nullable(),
});
export type InstallationKeyView = z.infer<typeof installationKeyView>;

/** GET /api/installation/sessions: a session that has not ended, of anybody. */
export const installationSessionView = z.object({
  id: z.string(),
  person: z.string(),
  /** Of people who have one: its first letter and its host. */
  email: z.string().nullable(),
  /** What it acts for. */
  organisation: party.nullable(),
  beganBy: z.enum(["wallet", "password", "passkey"]),
  methods: z.array(z.string()),
  /** The one that asks. */
  isCurrent: z.boolean(),
  createdAt: dateTime,
  usedAt: dateTime,
  expiresAt: dateTime,
});
export type InstallationSessionView = z.infer<typeof installationSessionView>;

/** GET /api/installation/rules: whether making an admin takes two, and what waits for the second. */
export const installationRules = z.object({
  twoPersons: z.boolean(),
  proposals: z.array(
    z.object({
      id: z.string(),
      act: z.enum(["give-admin", "end-rule", "reset-password", "take-second-factors", "grant-admin-on-chain"]),
      /** Whom it is about; null where the rule is to end, and where it is about an account on chain. */
      person: z.string().nullable(),
      account: address.nullable(),
      /** When a second admin confirmed what a wallet is then to send; null for all that is done by being confirmed. */
      confirmedAt: dateTime.nullable(),
      proposedBy: z.string(),
      proposedAt: dateTime,
      expiresAt: dateTime,
    }),
  ),
});
export type InstallationRules = z.infer<typeof installationRules>;
/** PUT /api/installation/rules */
export const rulesChange = z.strictObject({ twoPersons: z.boolean() });

/** POST /api/installation/invitations: to an organisation, or with no account to a role in the installation. */
export const installationInvitation = z.union([
  z.strictObject({ role: installationRole }),
  z.strictObject({ account: address, role: memberRole }),
]);
export type InstallationInvitation = z.infer<typeof installationInvitation>;

/** GET /api/installation/invitations: one that can still be taken, to the installation or to any organisation. It names nobody. */
export const installationInvitationView = z.object({
  id: z.string(),
  /** To act for; null for a role in the installation. */
  organisation: party.nullable(),
  role: z.union([installationRole, memberRole]),
  /** A person. */
  invitedBy: z.string(),
  /** Of whoever invited: its first letter and its host. */
  email: z.string().nullable(),
  createdAt: dateTime,
  expiresAt: dateTime,
});
export type InstallationInvitationView = z.infer<typeof installationInvitationView>;

/** GET /api/installation/people: somebody who has signed in or taken an invitation. */
export const personView = z.object({
  person: z.string(),
  /** Of people who have one: its first letter and its host. */
  email: z.string().nullable(),
  wallets: z.array(address),
  memberships: z.array(z.object({ organisation: party, role: memberRole })),
  installationRoles: z.array(installationRole),
  hasSecondFactor: z.boolean(),
  hasPasskey: z.boolean(),
  /** When somebody else last made a link that resets its password, or took its second factors away. */
  waysInChangedAt: dateTime.nullable(),
  /** That have not ended. */
  sessions: z.number().int(),
  lastUsedAt: dateTime.nullable(),
  createdAt: dateTime,
});
export type PersonView = z.infer<typeof personView>;

/** Where an organisation stands: asked to be registered, registered on chain, revoked there, or unknown here and there. */
export const organisationState = z.enum(["pending", "registered", "revoked", "unknown"]);

/** GET /api/installation/organisations: an organisation that keeps a profile here, or an account that is registered on chain. */
export const installationOrganisationView = z.object({
  organisation: party,
  state: organisationState,
  /** On chain. */
  roles: z.array(z.string()),
  /** Of its own registration here; none for an account without a profile. */
  rolesAsked: z.array(z.string()),
  /** What the chain keeps of its profile; null without one. */
  profileHash: z.string().nullable(),
  registeredAt: dateTime.nullable(),
  revokedAt: dateTime.nullable(),
  finality: finality.nullable(),
  people: z.number().int(),
  /** API keys that are still good. */
  keys: z.number().int(),
  /** That act for it and have not ended. */
  sessions: z.number().int(),
});
export type InstallationOrganisationView = z.infer<typeof installationOrganisationView>;

/** POST /api/installation/organisations/{account}/chain-acts: what an admin's wallet is about to send. */
export const chainAct = z.union([
  z.strictObject({ act: z.literal("register"), roles: z.number().int().positive().max(0xffff), ...sending }),
  z.strictObject({ act: z.literal("revoke"), ...sending }),
]);
export type ChainAct = { act: "register"; roles: number } | { act: "revoke" };

/** POST /api/installation/operations/{id}/chain-acts: what an admin's wallet is about to do with a call that was announced to the AccessManager. */
export const operationAct = z.strictObject({ act: z.enum(["execute", "cancel"]), ...sending });
export type OperationAct = Omit<z.infer<typeof operationAct>, keyof typeof sending>;

/** POST /api/installation/access-roles/{role}/chain-acts: what an admin's wallet is about to do with a role of the AccessManager. */
export const accessRoleAct = z.strictObject({ act: z.enum(["grant", "revoke"]), account: address, ...sending });
export type AccessRoleAct = Omit<z.infer<typeof accessRoleAct>, keyof typeof sending>;
