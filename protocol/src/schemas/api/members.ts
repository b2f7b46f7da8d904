import { z } from "zod";
import { INSTALLATION_ROLES, MEMBER_ROLES } from "../../permissions/roles.ts";
import { address, dateTime } from "../primitives.ts";

/** What an admin makes somebody in the organisation. */
export const memberRole = z.enum(MEMBER_ROLES);
/** POST /api/invitations; without a role, the first that the organisation is on chain. */
export const invitationRequest = z.strictObject({ role: memberRole.optional() });
/** PUT /api/members/{person} */
export const memberChange = z.strictObject({ role: memberRole });

/** One of the people of an organisation. */
export const memberView = z.object({
  person: z.string(),
  /** Whole where the person consents to it, else its first letter and its host. */
  email: z.string().nullable(),
  role: memberRole,
  /** False while the organisation is not on chain what the role stands for: then nothing can be done by it. */
  isInForce: z.boolean(),
  since: dateTime,
});
export type MemberView = z.infer<typeof memberView>;

/** GET /api/members: its people, and what they can be made. */
export const memberList = z.object({ items: z.array(memberView), roles: z.array(memberRole) });
export type MemberList = z.infer<typeof memberList>;

/** GET /api/invitations: one that can still be taken. It names nobody: whoever has the link takes it. */
export const openInvitationView = z.object({
  id: z.string(),
  role: memberRole,
  /** A person; of the organisation, or who runs the installation. */
  invitedBy: z.string(),
  /** Of whoever invited: whole where that person consents to it, else its first letter and its host. */
  email: z.string().nullable(),
  createdAt: dateTime,
  expiresAt: dateTime,
});
export type OpenInvitationView = z.infer<typeof openInvitationView>;

/** Roles in the whole installation. */
export const installationRole = z.enum(INSTALLATION_ROLES);
/** GET /api/installation/roles */
export const installationRoleView = z.object({
  person: z.string(),
  email: z.string().nullable(),
  wallets: z.array(address),
  role: installationRole,
  since: dateTime,
});
export type InstallationRoleView = z.infer<typeof installationRoleView>;
