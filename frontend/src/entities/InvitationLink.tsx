import { T, useText } from "../lib/i18n/text.tsx";
import { Callout } from "../ui/Callout.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";

/** The link that a new invitation is: shown once, to be handed on. @param isOfInstallation it leads to a role in the whole installation */
export function InvitationLink({ token, isOfInstallation = false }: { token: string; isOfInstallation?: boolean }) {
  const t = useText();
  const link = `${window.location.origin}/account/invitation${isOfInstallation ? "?of=installation" : ""}#${token}`;
  return (
    <Callout tone="passed" live title={<T id="account.people.invited" />}>
      <p>
        <T id="account.people.invited.text" />
      </p>
      <p className="font-mono text-sm break-all" data-testid="invitation">
        {link}
      </p>
      <CopyButton wide text={link} label={t("account.people.copy")} copiedLabel={t("chip.copied")} />
    </Callout>
  );
}
