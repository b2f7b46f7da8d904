import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import { useState, type ReactNode } from "react";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { outbox } from "../../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { signedEventBody, type PreparedStatement } from "../../../lib/prepare-signing.ts";

interface ReviewStepProps {
  /** The statement in one line, for lists. */
  label: string;
  /** The statement in the supplier's own words. */
  plain: ReactNode;
  prepared: PreparedStatement;
  onBack: () => void;
  onPosted: () => void;
}

/** The last look before the wallet opens. */
export function ReviewStep({ prepared, label, plain, onBack, onPosted }: ReviewStepProps) {
  const { sign, reset } = useSigner();
  const [sending, setSending] = useState(false);

  async function signAndPost() {
    const signature = await sign(prepared.typedData);
    if (signature === null) return;
    setSending(true);
    // Whatever the network does now, the outbox holds what was signed; the next page shows how it went.
    await outbox.post({
      kind: "statement",
      account: prepared.account,
      path: "/epcis/events",
      contentType: SIGNED_CAPTURE_TYPE,
      body: signedEventBody(prepared, signature),
      label,
      reference: prepared.commitment,
    });
    onPosted();
  }

  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="text-3xl">
        <T id="compose.review.title" />
      </h1>
      <p className="mt-2 mb-8 text-lg text-muted">
        <T id="compose.review.intro" />
      </p>
      <SigningReview
        sentence={plain}
        walletText={prepared.statement}
        typedData={prepared.typedData}
        becomesPublic={["compose.public.commitment", "compose.public.account", "compose.public.time"]}
        staysPrivate={["compose.private.event", "compose.private.salt"]}
      />
      <div className="mt-8">
        <SigningActions label={<T id="compose.sign" />} onSign={() => void signAndPost()} sending={sending}>
          <Button
            look="quiet"
            onClick={() => {
              reset();
              onBack();
            }}
          >
            <T id="compose.back" />
          </Button>
        </SigningActions>
      </div>
    </div>
  );
}
