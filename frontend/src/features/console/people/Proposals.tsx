import type { InstallationRules } from "@waybill/protocol/schemas/api/installation";
import { useConsole } from "../../../entities/console/console.ts";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";

interface ProposalsProps {
  proposals: InstallationRules["proposals"];
  busy: boolean;
  /** Absent for who only reads. */
  onConfirm: ((id: string) => void) | undefined;
  onWithdraw: (id: string) => void;
}

/** What one admin proposed and another has to confirm; nobody confirms what it proposed itself. */
export function Proposals({ proposals, busy, onConfirm, onWithdraw }: ProposalsProps) {
  const { me } = useConsole();
  return (
    <ul className="space-y-3">
      {proposals.map(({ id, act, person, proposedBy, proposedAt, expiresAt }) => (
        <li key={id}>
          <Card className="space-y-2">
            <p className="font-medium break-all">
              <T id={`console.two.${act}`} values={{ person }} />
            </p>
            <p className="text-sm text-muted">
              <T
                id="console.two.proposed"
                values={{
                  by: <code className="font-mono break-all">{proposedBy}</code>,
                  at: <RelativeTime time={proposedAt} />,
                  end: <RelativeTime time={expiresAt} />,
                }}
              />
            </p>
            {onConfirm !== undefined && (
              <div className="flex flex-wrap gap-3">
                {proposedBy === me.person ? (
                  <p className="self-center text-sm">
                    <T id="console.two.own" />
                  </p>
                ) : (
                  <Button size="small" look="primary" busy={busy} onClick={() => onConfirm(id)}>
                    <T id="console.two.confirm" />
                  </Button>
                )}
                <Button size="small" look="quiet" busy={busy} onClick={() => onWithdraw(id)}>
                  <T id="console.two.withdraw" />
                </Button>
              </div>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}
