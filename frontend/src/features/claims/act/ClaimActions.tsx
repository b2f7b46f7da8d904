import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { batchHex } from "../../../entities/credits/batch-id.ts";
import { useRights } from "../../../lib/api/use-rights.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { actsOf, type SignedAct } from "../model/acts.ts";
import { isWhatIsShown } from "../model/is-what-is-shown.ts";
import { ActForm } from "./ActForm.tsx";

interface ClaimActionsProps {
  claim: ClaimView;
  account: Address | null;
  chain: CarbonChain;
}

/** What this account may do about a claim now, each act with a last look before the wallet opens. */
export function ClaimActions({ claim, account, chain }: ClaimActionsProps) {
  const [act, setAct] = useState<SignedAct | null>(null);
  const [done, setDone] = useState<SignedAct | null>(null);
  const rights = useRights(claim.state === "verified" || claim.state === "issued" ? account : null).data;
  const acts = account === null ? [] : actsOf(claim, account, rights);
  const chosen = act !== null && acts.includes(act) ? act : null;
  const mayCancel = claim.state === "issued" && rights?.mayCancel === true;
  if (acts.length === 0 && done === null && !mayCancel) return null;
  return (
    <Section id="acts" title={<T id="claims.acts" />}>
      {done !== null && <Callout className="mb-6" tone="passed" live title={<T id={`claims.done.${done}`} />} />}
      {!isWhatIsShown(claim) && (
        <Callout className="mb-6" tone="failed" title={<T id="claims.mismatch" />}>
          <T id="claims.mismatch.text" />
        </Callout>
      )}
      {chosen === null || account === null ? (
        <div className="flex flex-wrap gap-3">
          {acts.map((one) => (
            <Button
              key={one}
              look={one === "reject" || one === "withdraw" ? undefined : "primary"}
              disabled={(one === "submit" || one === "verify" || one === "issue") && !isWhatIsShown(claim)}
              onClick={() => {
                setDone(null);
                setAct(one);
              }}
            >
              <T id={`claims.do.${one}`} />
            </Button>
          ))}
          {mayCancel && (
            <ButtonLink href={`/supplier/cancel?batch=${batchHex(claim.batch)}`}>
              <T id="claims.do.cancel" />
            </ButtonLink>
          )}
        </div>
      ) : (
        <ActForm
          key={chosen}
          {...{ act: chosen, claim, account, chain }}
          onBack={() => setAct(null)}
          onDone={() => {
            setAct(null);
            setDone(chosen);
          }}
        />
      )}
    </Section>
  );
}
