import { ROLE_NAMES } from "@waybill/protocol/permissions/roles";
import { useIntl } from "react-intl";
import { useText } from "../../lib/i18n/text.tsx";

/** Roles in words, as a list: "admin and supplier". Everybody who signed in is a customer, so that is said where there is nothing else. */
export function RoleNames({ roles }: { roles: readonly string[] }) {
  const t = useText();
  const intl = useIntl();
  const known = ROLE_NAMES.filter((role) => roles.includes(role));
  const told = known.length > 1 ? known.filter((role) => role !== "customer") : known;
  return <>{intl.formatList(told.map((role) => t(`role.is.${role}`)))}</>;
}
