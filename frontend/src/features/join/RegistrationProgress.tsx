import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import { NameHeading } from "../../entities/Heading.tsx";
import { Milestones, type Milestone } from "../../entities/Milestones.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card } from "../../ui/Card.tsx";

/** Follows a registration until it is on chain. */
export function RegistrationProgress({ actor }: { actor: ActorView }) {
  const onChain = actor.registeredAt !== null;
  const final = actor.finality === "final";
  const steps: Milestone[] = [
    { key: "signed", label: <T id="join.step.stored" />, state: "done" },
    { key: "registered", label: <T id="join.step.registered" />, state: onChain ? "done" : "current", at: actor.registeredAt },
    { key: "final", label: <T id="join.step.final" />, state: final ? "done" : onChain ? "current" : "todo" },
  ];
  return (
    <div className="mx-auto max-w-2xl">
      <NameHeading className="text-3xl" title={actor.party.name ?? actor.party.account} />
      <p className="mt-2 mb-6 text-lg text-muted">
        <T id={onChain ? "join.done" : "join.underway"} />
      </p>
      {actor.revokedAt !== null && <Callout tone="failed" title={<T id="join.revoked" />} className="mb-6" />}
      <Card>
        <Milestones milestones={steps} />
      </Card>
      {onChain && actor.revokedAt === null && (
        <ButtonLink look="primary" size="large" href="/supplier/events/new" className="mt-6">
          <T id="join.next" />
        </ButtonLink>
      )}
    </div>
  );
}
