import { handoverView, type ContentItem } from "@waybill/protocol/schemas/api/custody";
import { useState } from "react";
import { useIntl } from "react-intl";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { useOrganisations } from "../../../lib/api/use-organisations.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { outbox } from "../../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { ContentsTable } from "../ContentsTable.tsx";
import { RecalledGoods } from "../RecalledGoods.tsx";
import type { prepareOffer } from "../model/prepare-offer.ts";

interface OfferStepProps {
  offer: ReturnType<typeof prepareOffer>;
  subject: string;
  unit: string;
  to: string;
  items: readonly ContentItem[];
  deadline: number;
  account: string;
  onBack: () => void;
  onOffered: (id: string | null) => void;
}

/** The holder signs the offer; the receiver signs the same data later. */
export function OfferStep({ offer, subject, unit, to, items, deadline, account, onBack, onOffered }: OfferStepProps) {
  const text = useText();
  const intl = useIntl();
  const label = useSubjectLabel();
  const { sign } = useSigner();
  const [sending, setSending] = useState(false);
  const receiver = useOrganisations().data?.items.find(({ party }) => party.account === to)?.party.name ?? to;

  async function signAndPost() {
    const signature = await sign(offer.typedData);
    if (signature === null) return;
    setSending(true);
    const entry = await outbox.post({
      kind: "offer",
      account,
      path: "/api/custody/handovers",
      contentType: "application/json",
      body: offer.bodyOf(signature),
      label: text("handover.offer.label", { unit: label(subject), receiver }),
      reference: unit,
    });
    const answer = handoverView.safeParse(entry.answer);
    onOffered(answer.success ? answer.data.id : null);
  }

  return (
    <div className="mx-auto max-w-3xl">
      <Heading className="mb-8 text-3xl" id="handover.offer.title" />
      <div className="[&:not(:empty)]:mb-8">
        <RecalledGoods subjects={[subject, ...items.map((item) => item.subject)]} />
      </div>
      <SigningReview
        sentence={
          <T
            id="handover.offer.sentence"
            values={{
              unit: label(subject),
              receiver,
              count: String(items.length),
              until: intl.formatDate(deadline * 1000, { dateStyle: "long", timeStyle: "short" }),
            }}
          />
        }
        typedData={offer.typedData}
        becomesPublic={["handover.public.parties", "handover.public.digest"]}
        staysPrivate={["handover.private.unit", "handover.private.contents"]}
      />
      <div className="mt-6">
        <ContentsTable items={items} />
      </div>
      <div className="mt-8">
        <SigningActions label={<T id="handover.offer.sign" />} onSign={() => void signAndPost()} sending={sending}>
          <Button look="quiet" onClick={onBack}>
            <T id="compose.back" />
          </Button>
        </SigningActions>
      </div>
    </div>
  );
}
