import type { ReactNode } from "react";
import { useText } from "../lib/i18n/text.tsx";
import { Callout } from "../ui/Callout.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";

interface OneTimeLinkProps {
  /** Of this installation, with its secret behind the #. */
  path: string;
  title: ReactNode;
  /** Whom it is for, and how long. */
  text: ReactNode;
  name: "invitation" | "password-reset";
}

/** A link that is shown once, to be handed on. */
export function OneTimeLink({ path, title, text, name }: OneTimeLinkProps) {
  const t = useText();
  const link = `${window.location.origin}${path}`;
  return (
    <Callout tone="passed" live title={title}>
      <p>{text}</p>
      <p className="font-mono text-sm break-all" data-testid={name}>
        {link}
      </p>
      <CopyButton wide text={link} label={t("account.people.copy")} copiedLabel={t("chip.copied")} />
    </Callout>
  );
}
