import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import type { StatedProfile } from "@waybill/protocol/schemas/bundle";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import type { MessageId } from "../../lib/i18n/text.tsx";

/** Roles that an organisation may take by itself. */
export const OFFERED_ROLES = ["producer", "processor", "carrier", "retailer"] as const satisfies readonly RoleName[];
export type OfferedRole = (typeof OFFERED_ROLES)[number];

export interface RegistrationForm {
  name: string;
  gln: string;
  country: string;
  roles: readonly OfferedRole[];
}

export type RegistrationProblems = Partial<Record<keyof RegistrationForm, MessageId>>;

/** What is missing or wrong, by field. */
export function registrationProblems({ name, gln, country, roles }: RegistrationForm): RegistrationProblems {
  const problems: RegistrationProblems = {};
  if (name.trim() === "") problems.name = "join.problem.name";
  if (gln.trim() !== "" && !/^\d{13}$/.test(gln.trim())) problems.gln = "join.problem.gln";
  else if (gln.trim() !== "" && !hasValidCheckDigit(gln.trim())) problems.gln = "identifier.check-digit";
  if (country.trim() !== "" && !/^[A-Za-z]{2}$/.test(country.trim())) problems.country = "join.problem.country";
  if (roles.length === 0) problems.roles = "join.problem.roles";
  return problems;
}

/** The profile as it is sent: blank answers are left out. */
export function profileOf({ name, gln, country }: RegistrationForm, account: Address): StatedProfile {
  return {
    account,
    name: name.trim(),
    ...(gln.trim() === "" ? {} : { gln: gln.trim() }),
    ...(country.trim() === "" ? {} : { country: country.trim().toUpperCase() }),
  };
}

/** Roles of an account that an admin registered on chain, and that has not said who it is; null for every other. */
export function rolesGiven(actor: ActorView | null | undefined): readonly OfferedRole[] | null {
  if (!actor || actor.party.name !== null || actor.registeredAt === null || actor.revokedAt !== null) return null;
  return OFFERED_ROLES.filter((role) => actor.roles.includes(role));
}

/** Roles as the contract keeps them: one bit each. */
export function roleMask(roles: readonly OfferedRole[]): number {
  return roles.reduce((mask, role) => mask | ROLE[role], 0);
}
