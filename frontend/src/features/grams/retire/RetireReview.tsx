import { formatGrams } from "@waybill/protocol/measures/grams";
import { retirementRequestView, type RetirementPreview, type RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { Purpose } from "../../../entities/credits/Purpose.tsx";
import { Refused } from "../../../entities/Refused.tsx";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { sendJson } from "../../../lib/api/client.ts";
import { useActor } from "../../../lib/api/use-actor.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { typedDataOf } from "../model/retire-draft.ts";
import type { Line } from "../parts/BatchField.tsx";

interface RetireReviewProps {
  terms: RetirementTerms;
  preview: RetirementPreview;
  line: Line;
  /** The shipment as people name it. */
  subject: string | null;
  chain: CarbonChain;
  onBack: () => void;
  onSent: (digest: string) => void;
}

/** What will be gone, what remains and what the certificate will say; then the wallet, then the service. */
export function RetireReview({ terms, preview, line, subject, chain, onBack, onSent }: RetireReviewProps) {
  const { sign } = useSigner();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const beneficiary = useActor(terms.beneficiary as Address).data?.party.name ?? terms.beneficiary;
  const { nonce, deadline } = preview;
  const typedData = typedDataOf(chain, terms, preview);
  const words = { grams: formatGrams(BigInt(terms.grams)), beneficiary, year: String(line.vintage) };

  async function signAndSend() {
    const signature = await sign(typedData);
    if (signature === null) return;
    setSending(true);
    setFailure(null);
    try {
      onSent((await sendJson("/api/carbon/retirements", retirementRequestView, { body: { ...terms, nonce, deadline, signature } })).digest);
    } catch (error) {
      setFailure(error);
      setSending(false);
    }
  }

  return (
    <div className="space-y-8">
      <Facts>
        <Fact name={<T id="retire.gone" />}>
          <strong className="tabular-nums" data-testid="gone">
            {words.grams}
          </strong>{" "}
          <T id="retire.gone.text" />
        </Fact>
        <Fact name={<T id="retire.remains" />}>
          <span className="tabular-nums" data-testid="remains">
            <T
              id="retire.remains.text"
              values={{ after: formatGrams(BigInt(preview.heldAfter)), before: formatGrams(BigInt(preview.heldBefore)) }}
            />
          </span>
        </Fact>
        <Fact name={<T id="carbon.for" />}>
          <Purpose of={terms} />
        </Fact>
        <Fact name={<T id="carbon.shipment" />}>
          <T id={subject === null ? "retire.bound.no" : "retire.bound.yes"} />
        </Fact>
        <Fact name={<T id="retire.deadline" />}>
          <InstantText time={deadline} />
        </Fact>
      </Facts>
      <SigningReview
        sentence={<T id="retire.sentence" values={words} />}
        typedData={typedData}
        becomesPublic={["retire.public.claim", "retire.public.note", "retire.public.account"]}
        staysPrivate={["retire.private"]}
      />
      <Refused title="retire.refused" error={failure} />
      <SigningActions label={<T id="retire.sign" />} onSign={() => void signAndSend()} sending={sending}>
        <Button look="quiet" onClick={onBack}>
          <T id={failure === null ? "compose.back" : "retire.again"} />
        </Button>
      </SigningActions>
    </div>
  );
}
