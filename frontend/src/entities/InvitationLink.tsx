import { T } from "../lib/i18n/text.tsx";
import { OneTimeLink } from "./OneTimeLink.tsx";

/** The link that a new invitation is. @param isOfInstallation it leads to a role in the whole installation */
export function InvitationLink({ token, isOfInstallation = false }: { token: string; isOfInstallation?: boolean }) {
  return (
    <OneTimeLink
      name="invitation"
      path={`/account/invitation${isOfInstallation ? "?of=installation" : ""}#${token}`}
      title={<T id="account.people.invited" />}
      text={<T id="account.people.invited.text" />}
    />
  );
}
