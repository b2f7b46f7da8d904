import { T } from "../lib/i18n/text.tsx";
import { OneTimeLink } from "./OneTimeLink.tsx";

/** The link by which somebody chooses another password. */
export function PasswordResetLink({ token }: { token: string }) {
  return (
    <OneTimeLink name="password-reset" path={`/account/reset#${token}`} title={<T id="reset.made" />} text={<T id="reset.made.text" />} />
  );
}
