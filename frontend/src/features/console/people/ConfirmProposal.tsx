import { newPasswordReset } from "@waybill/protocol/schemas/api/identity";
import type { InstallationRules, PersonView } from "@waybill/protocol/schemas/api/installation";
import { personName } from "../../../entities/console/person-name.ts";
import { ActPanel } from "../../../entities/list/ActPanel.tsx";
import type { ListAct } from "../../../entities/list/definition.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { useText } from "../../../lib/i18n/text.tsx";
import { session } from "../../../lib/session/session.ts";
import { Skeleton } from "../../../ui/Progress.tsx";
import { ProposalReach } from "./ProposalReach.tsx";
import { useProposedPerson } from "./use-proposed-person.ts";

export type Proposal = InstallationRules["proposals"][number];

/** A proposal, and whom it is about. */
interface Known {
  proposal: Proposal;
  about: PersonView | null;
}

interface ConfirmProposalProps {
  proposal: Proposal;
  /** A confirmed reset of a password is a link. */
  onLink: (token: string) => void;
  onDone: () => void;
  onLeave: () => void;
}

/** Shows whom a proposal strikes, and with what, and has it done by whoever is the second. Nothing can be confirmed before that is known. */
export function ConfirmProposal({ proposal, onLink, onDone, onLeave }: ConfirmProposalProps) {
  const t = useText();
  const query = useProposedPerson(proposal.person);
  if (query.isPending) return <Skeleton lines={4} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const act: ListAct<Known> = {
    id: proposal.act,
    act: "installation:confirm",
    label: "console.two.confirm",
    question: `console.two.${proposal.act}.question`,
    done: "console.two.done",
    reach: ([known]) => known !== undefined && <ProposalReach {...known} />,
    async perform() {
      const response = await session.send(`/api/installation/proposals/${proposal.id}/confirmation`, { method: "POST" });
      if (response.status === 201) onLink(newPasswordReset.parse(await response.json()).token);
    },
    isDangerous: true,
  };
  return (
    <ActPanel
      act={act}
      items={[{ proposal, about: query.data }]}
      nameOf={({ about }) => (about === null ? (proposal.person ?? proposal.account ?? t("console.two")) : personName(about))}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
