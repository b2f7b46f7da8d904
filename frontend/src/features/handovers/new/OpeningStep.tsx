import { useState } from "react";
import { OutboxNotice } from "../../../entities/OutboxNotice.tsx";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { outbox, useOutbox } from "../../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import type { prepareOpening } from "../model/prepare-offer.ts";

interface OpeningStepProps {
  opening: ReturnType<typeof prepareOpening>;
  subject: string;
  account: string;
  onBack: () => void;
}

/** Before a unit can be handed over, its first holder says that it is in their hands. */
export function OpeningStep({ opening, subject, account, onBack }: OpeningStepProps) {
  const text = useText();
  const label = useSubjectLabel();
  const { sign } = useSigner();
  const [sending, setSending] = useState(false);
  const entry = useOutbox().find(({ reference, kind }) => kind === "opening" && reference === opening.unit);

  async function signAndPost() {
    const signature = await sign(opening.typedData);
    if (signature === null) return;
    setSending(true);
    await outbox.post({
      kind: "opening",
      account,
      path: "/api/custody/units",
      contentType: "application/json",
      body: opening.bodyOf(signature),
      label: text("handover.open.label", { unit: label(subject) }),
      reference: opening.unit,
    });
    setSending(false);
  }

  return (
    <div className="mx-auto max-w-3xl">
      <p className="eyebrow">
        <T id="handover.step-of" values={{ step: "1", of: "2" }} />
      </p>
      <Heading className="mt-1 mb-2 text-3xl" id="handover.open.title" />
      <p className="mb-8 text-lg text-muted">
        <T id="handover.open.intro" />
      </p>
      {entry?.state === "sent" ? (
        <Callout tone="pending" live title={<T id="handover.open.waiting" />}>
          <T id="handover.open.waiting.text" />
        </Callout>
      ) : (
        <>
          {entry !== undefined && <OutboxNotice entry={entry} onDiscarded={onBack} />}
          <SigningReview
            sentence={<T id="handover.open.sentence" values={{ unit: label(subject) }} />}
            typedData={opening.typedData}
            becomesPublic={["handover.public.holder", "handover.public.digest"]}
            staysPrivate={["handover.private.unit", "handover.private.contents"]}
          />
          {entry === undefined && (
            <div className="mt-8">
              <SigningActions label={<T id="handover.open.sign" />} onSign={() => void signAndPost()} sending={sending}>
                <Button look="quiet" onClick={onBack}>
                  <T id="compose.back" />
                </Button>
              </SigningActions>
            </div>
          )}
        </>
      )}
    </div>
  );
}
