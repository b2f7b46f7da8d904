import type { InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

const TONE = { pending: "pending", registered: "passed", revoked: "failed", unknown: "unknown" } as const;

/** Whether an account is on chain: by shape and word. */
export function OrganisationState({ state }: Pick<InstallationOrganisationView, "state">) {
  return (
    <StatusMark tone={TONE[state]} plain className="whitespace-nowrap">
      <T id={`console.organisation.${state}`} />
    </StatusMark>
  );
}
