import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { T } from "../../../lib/i18n/text.tsx";
import { Choices } from "../../../ui/Choices.tsx";

const OPTIONS = (Object.keys(ROLE) as RoleName[]).map((value) => ({ value, label: <T id={`console.role.${value}`} /> }));

/** What an account is to be on chain. */
export function RolesField({ chosen, onChange }: { chosen: readonly RoleName[]; onChange: (roles: RoleName[]) => void }) {
  return <Choices kind="many" columns={3} legend={<T id="console.organisation.roles" />} options={OPTIONS} {...{ chosen, onChange }} />;
}
