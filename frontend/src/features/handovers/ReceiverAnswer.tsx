import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../entities/signing/SigningReview.tsx";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { outbox } from "../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { acceptanceOf, contentsMatch, rejectionOf } from "./model/prepare-answer.ts";
import { RejectForm } from "./RejectForm.tsx";

interface ReceiverAnswerProps {
  handover: HandoverView;
  account: Address;
  chain: SigningChain;
}

/** The receiver looks once more, then takes the unit over or refuses it. Both are signed, and cost nothing. */
export function ReceiverAnswer({ handover, account, chain }: ReceiverAnswerProps) {
  const text = useText();
  const label = useSubjectLabel();
  const client = useQueryClient();
  const { sign } = useSigner();
  const [refusing, setRefusing] = useState(false);
  const [sending, setSending] = useState(false);
  const giver = handover.from.name ?? handover.from.account;

  if (!contentsMatch(handover)) {
    return (
      <Callout tone="failed" title={<T id="handover.mismatch" />}>
        <T id="handover.mismatch.text" />
      </Callout>
    );
  }

  async function post(kind: "acceptance" | "rejection", signature: string, reason?: string) {
    setSending(true);
    await outbox.post({
      kind,
      account,
      path: `/api/custody/handovers/${encodeURIComponent(handover.id)}/${kind === "acceptance" ? "accept" : "reject"}`,
      contentType: "application/json",
      body: JSON.stringify(kind === "acceptance" ? { signature } : { reason, signature }),
      label: text(kind === "acceptance" ? "handover.accept.label" : "handover.reject.label", { unit: label(handover.subject), giver }),
      reference: handover.id,
    });
    await client.invalidateQueries({ queryKey: keys.handovers });
    setSending(false);
  }

  async function accept() {
    const signature = await sign(acceptanceOf(chain, handover));
    if (signature !== null) await post("acceptance", signature);
  }

  async function reject(reason: string) {
    const signature = await sign(rejectionOf(chain, handover, reason));
    if (signature !== null) await post("rejection", signature, reason);
  }

  if (refusing) return <RejectForm sending={sending} onReject={(reason) => void reject(reason)} onBack={() => setRefusing(false)} />;
  return (
    <section aria-labelledby="answer-title">
      <h2 id="answer-title" className="mb-4 text-xl">
        <T id="handover.answer" />
      </h2>
      <SigningReview
        sentence={
          <T
            id="handover.accept.sentence"
            values={{ unit: label(handover.subject), giver, count: String(handover.contents.items.length) }}
          />
        }
        typedData={acceptanceOf(chain, handover)}
        becomesPublic={["handover.public.parties", "handover.public.digest"]}
        staysPrivate={["handover.private.unit", "handover.private.contents"]}
      />
      <div className="mt-6">
        <SigningActions label={<T id="handover.accept" />} onSign={() => void accept()} sending={sending}>
          <Button onClick={() => setRefusing(true)}>
            <T id="handover.reject" />
          </Button>
        </SigningActions>
      </div>
    </section>
  );
}
