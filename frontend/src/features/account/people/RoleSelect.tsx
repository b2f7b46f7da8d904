import type { MemberRole } from "@waybill/protocol/permissions/roles";
import { T } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";

interface RoleSelectProps {
  /** Only outside of a `Field`, whose label names it otherwise. */
  label?: string;
  /** What the organisation's people can be. */
  roles: readonly MemberRole[];
  value: MemberRole;
  onChange: (role: MemberRole) => void;
  disabled?: boolean;
}

/** A role, with what it may do. One that cannot be given any more stays to be seen. */
export function RoleSelect({ label, roles, value, onChange, disabled }: RoleSelectProps) {
  const offered = roles.includes(value) ? roles : [value, ...roles];
  return (
    <Select
      {...(label === undefined ? {} : { "aria-label": label })}
      disabled={disabled ?? false}
      value={value}
      onValueChange={onChange}
      options={offered.map((role) => ({ value: role, label: <T id={`role.is.${role}`} />, hint: <T id={`role.means.${role}`} /> }))}
    />
  );
}
