import type { InstallationRole, MemberRole, Role } from "../permissions/roles.ts";

/**
 * How what is told about somebody is shown to somebody else.
 * - `whole`: as it is.
 * - `masked`: so far that two people can be told apart.
 * - `consented`: whole while the person consents, else masked.
 * - `revealed`: masked; whole by an act of its own, after a fresh proof, which is in the audit log.
 */
export type Showing = "whole" | "masked" | "consented" | "revealed";

interface Field {
  /** Column of the database. */
  of: string;
  /** What is missing is hidden. */
  to: Readonly<Partial<Record<Role, Showing>>>;
}
type Resources<To extends Role> = Readonly<
  Record<string, Readonly<Record<string, Field & { to: Readonly<Partial<Record<To, Showing>>> }>>>
>;

/**
 * Who sees what of others: where the role is held, resource, field, role. It stands beside the table of permissions, which says who may ask at all, and is
 * the only place where this is written: from it come what answers show, `docs/privacy.md`, and the test that walks every route with every role.
 * Whoever it is about sees all of it. What is missing is hidden.
 */
export const MASKING = {
  installation: {
    people: {
      email: { of: "person_passwords.email", to: { auditor: "masked", admin: "revealed" } },
      device: { of: "sessions.device", to: {} },
      passkey: { of: "passkeys.name", to: {} },
      authenticator: { of: "person_totp.secret", to: {} },
    },
    /** Whoever runs the shop sends the parcel there. */
    orders: { delivery: { of: "orders.delivery", to: { auditor: "masked", admin: "whole" } } },
    holds: { reason: { of: "legal_holds.reason", to: { admin: "whole" } } },
  },
  organisation: {
    members: { email: { of: "person_passwords.email", to: { admin: "consented" } } },
    /** Whoever answers may reach the reporter. */
    reports: {
      contact: {
        of: "reports.contact",
        to: { supplier: "whole", carrier: "whole", warehouse: "masked", auditor: "masked", admin: "whole", service: "whole" },
      },
    },
  },
} as const satisfies { installation: Resources<InstallationRole>; organisation: Resources<MemberRole | "service"> };

type FieldOf<R> = { [K in keyof R]: `${Extract<K, string>}.${Extract<keyof R[K], string>}` }[keyof R];
/** One field of others: `people.email`. */
export type MaskedField = FieldOf<(typeof MASKING)["installation"]> | FieldOf<(typeof MASKING)["organisation"]>;

/** One row of the table. */
export interface MaskingRow extends Field {
  field: MaskedField;
  heldIn: keyof typeof MASKING;
}

/** Every row, in the order of the table. */
export const MASKING_ROWS: readonly MaskingRow[] = (["installation", "organisation"] as const).flatMap((heldIn) =>
  Object.entries<Readonly<Record<string, Field>>>(MASKING[heldIn]).flatMap(([resource, fields]) =>
    Object.entries(fields).map(([name, row]) => ({ ...row, heldIn, field: `${resource}.${name}` as MaskedField })),
  ),
);

/** The strongest first. */
const STRENGTH: readonly Showing[] = ["whole", "consented", "revealed", "masked"];

/** How a field of others is shown to somebody with these roles; undefined for hidden. */
export function showingOf(
  { roles, installationRoles }: { roles: readonly Role[]; installationRoles: readonly Role[] },
  field: MaskedField,
): Showing | undefined {
  const row = MASKING_ROWS.find((one) => one.field === field);
  const held = row?.heldIn === "installation" ? installationRoles : roles;
  return STRENGTH.find((showing) => held.some((role) => row?.to[role] === showing));
}
