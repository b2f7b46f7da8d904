import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { T } from "../../../lib/i18n/text.tsx";

const ROLES = Object.keys(ROLE) as RoleName[];

/** What an account is to be on chain. */
export function RolesField({ chosen, onChange }: { chosen: readonly RoleName[]; onChange: (roles: RoleName[]) => void }) {
  return (
    <fieldset className="space-y-1">
      <legend className="font-medium">
        <T id="console.organisation.roles" />
      </legend>
      <div className="grid gap-x-6 sm:grid-cols-3">
        {ROLES.map((role) => (
          <label key={role} className="flex min-h-9 items-center gap-2.5">
            <input
              type="checkbox"
              className="size-5 accent-(--accent)"
              checked={chosen.includes(role)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(ROLES.filter((one) => (one === role ? checked : chosen.includes(one))))
              }
            />
            <T id={`console.role.${role}`} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
