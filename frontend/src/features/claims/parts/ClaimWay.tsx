import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { Milestones } from "../../../entities/Milestones.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Card } from "../../../ui/Card.tsx";
import { claimMilestones } from "../model/claim-milestones.ts";

/** How far a claim has come on its way to grams. */
export function ClaimWay({ claim }: { claim: ClaimView }) {
  return (
    <Card>
      <Milestones
        milestones={claimMilestones(claim).map(({ key, state, at }) => ({ key, state, at, label: <T id={`claims.step.${key}`} /> }))}
      />
    </Card>
  );
}
