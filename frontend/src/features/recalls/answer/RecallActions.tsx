import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { AnswerForm } from "./AnswerForm.tsx";
import { EndForm } from "./EndForm.tsx";

interface RecallActionsProps {
  recall: RecallView;
  account: Address | null;
  gln: string | null;
  chain: SigningChain;
}

/** Answer and pass on, for whoever is asked; end, for whoever announced. */
export function RecallActions({ recall, account, gln, chain }: RecallActionsProps) {
  const [step, setStep] = useState<"none" | "answer" | "end" | "sent">("none");
  const task = recall.tasks.find(({ party }) => party.account === account);
  const canAnswer = recall.state === "open" && task !== undefined && task.open.length > 0;
  const canEnd = recall.state === "open" && recall.author.account === account;
  const canPassOn = recall.state === "open" && task !== undefined && !canEnd;
  if (account === null || (!canAnswer && !canPassOn && !canEnd && step !== "sent")) return null;
  const form = { recall, account, gln, chain, onBack: () => setStep("none"), onPosted: () => setStep("sent") };
  return (
    <div className="my-8">
      {step === "answer" && task !== undefined && <AnswerForm {...form} subjects={task.open} />}
      {step === "end" && <EndForm {...form} />}
      {step === "sent" && <Callout tone="pending" title={<T id="recalls.sent" />} live />}
      {step === "none" && canAnswer && (
        <Callout tone="failed" title={<T id="recalls.you-are-asked" values={{ count: task.open.length }} />}>
          <Button look="primary" onClick={() => setStep("answer")}>
            <T id="recalls.answer" />
          </Button>
        </Callout>
      )}
      {(step === "none" || step === "sent") && canPassOn && (
        <div className="mt-6">
          <p className="mb-3 max-w-2xl">
            <T id="recalls.pass-on.text" />
          </p>
          <ButtonLink href={`/supplier/recalls/new?forwards=${recall.commitment}`}>
            <T id="recalls.pass-on" />
          </ButtonLink>
        </div>
      )}
      {step === "none" && canEnd && (
        <Button onClick={() => setStep("end")}>
          <T id="recalls.end" />
        </Button>
      )}
    </div>
  );
}
