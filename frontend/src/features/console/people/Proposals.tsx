import { useConsole } from "../../../entities/console/console.ts";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import type { Proposal } from "./ConfirmProposal.tsx";
import { PersonNamed } from "./PersonNamed.tsx";

interface ProposalsProps {
  proposals: readonly Proposal[];
  busy: boolean;
  /** Absent for who only reads. */
  onConfirm: ((proposal: Proposal) => void) | undefined;
  onWithdraw: (id: string) => void;
}

/** What one admin proposed and another has to confirm; nobody confirms what it proposed itself. */
export function Proposals({ proposals, busy, onConfirm, onWithdraw }: ProposalsProps) {
  const { me } = useConsole();
  return (
    <ul className="space-y-3">
      {proposals.map((proposal) => {
        const { id, act, person, account, proposedBy, proposedAt, expiresAt, confirmedAt } = proposal;
        return (
          <li key={id}>
            <Card className="space-y-2">
              <p className="font-medium break-all">
                <T
                  id={`console.two.${act}`}
                  values={{ person: person !== null && <PersonNamed person={person} />, account: account ?? "" }}
                />
              </p>
              <p className="text-sm text-muted">
                <T
                  id="console.two.proposed"
                  values={{
                    by: <PersonNamed person={proposedBy} />,
                    at: <RelativeTime time={proposedAt} />,
                    end: <RelativeTime time={expiresAt} />,
                  }}
                />
              </p>
              {onConfirm !== undefined && (
                <div className="flex flex-wrap gap-3">
                  {confirmedAt !== null ? (
                    <p className="self-center text-sm">
                      <T id="console.two.confirmed" />
                    </p>
                  ) : proposedBy === me.person ? (
                    <p className="self-center text-sm">
                      <T id="console.two.own" />
                    </p>
                  ) : (
                    <Button size="small" look="primary" busy={busy} onClick={() => onConfirm(proposal)}>
                      <T id="console.two.look" />
                    </Button>
                  )}
                  <Button size="small" look="quiet" busy={busy} onClick={() => onWithdraw(id)}>
                    <T id="console.two.withdraw" />
                  </Button>
                </div>
              )}
            </Card>
          </li>
        );
      })}
    </ul>
  );
}
