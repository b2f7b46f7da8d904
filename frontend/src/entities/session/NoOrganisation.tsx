import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

interface NoOrganisationProps {
  me: Pick<Me, "awaitsChain">;
  /** What to do about it; nothing but waiting helps while it is not known. */
  children?: ReactNode;
}

/** Said to whoever acts for no organisation: that there is none, or that it is not known yet. */
export function NoOrganisation({ me: { awaitsChain }, children }: NoOrganisationProps) {
  return (
    <Callout tone="unknown" live={awaitsChain} title={<T id={awaitsChain ? "account.organisation-unknown" : "account.no-organisation"} />}>
      <p>
        <T id={awaitsChain ? "account.organisation-unknown.text" : "account.no-organisation.text"} />
      </p>
      {!awaitsChain && children}
    </Callout>
  );
}
