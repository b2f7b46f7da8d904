import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { useCustodyOf } from "../../../lib/api/use-custody-of.ts";
import { randomSalt } from "../../../lib/random.ts";
import { contentItemsOf, deadlineOf, EMPTY_HANDOVER, handoverProblems, holdingOf } from "../model/handover-draft.ts";
import { prepareOffer, prepareOpening, type Contents } from "../model/prepare-offer.ts";
import { useHeldUnits, useKnownContents } from "../use-handovers.ts";
import { HandoverForm } from "./HandoverForm.tsx";
import { OpeningStep } from "./OpeningStep.tsx";
import { OfferStep } from "./OfferStep.tsx";

interface NewHandoverPageProps {
  account: Address | null;
  gln: string | null;
  chain: SigningChain;
  onConnect: () => void;
  /** Id of the handover; null when the offer waits in the outbox. */
  onOffered: (id: string | null) => void;
}

/** What is fixed when the form is left, so that the reviews show what will be signed. */
interface Fixed {
  account: Address;
  contents: Contents;
  unitSalt: Hex32;
  deadline: number;
}

/** Hand a unit over: fill in, open custody when nobody has, offer. */
export function NewHandoverPage({ account, gln, chain, onConnect, onOffered }: NewHandoverPageProps) {
  const [draft, setDraft] = useState(EMPTY_HANDOVER);
  const [tried, setTried] = useState(false);
  const [fixed, setFixed] = useState<Fixed | null>(null);
  const { data: custody, isPending } = useCustodyOf(draft.unit);
  const known = useKnownContents(draft.unit, custody?.unit ?? null).data ?? [];
  const held = useHeldUnits(account).data ?? [];
  const holding = holdingOf(custody ?? null, account);
  const problems = handoverProblems(draft, holding);

  function review() {
    setTried(true);
    if (Object.keys(problems).length > 0 || isPending) return;
    if (account === null) return onConnect();
    const contents = { salt: randomSalt(), items: contentItemsOf(draft.contents) };
    setFixed({ account, contents, unitSalt: randomSalt(), deadline: deadlineOf(draft.days, new Date()) });
    window.scrollTo(0, 0);
  }

  if (fixed === null || fixed.account !== account) {
    return (
      <HandoverForm
        draft={draft}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        problems={tried ? problems : {}}
        holder={holding === "other" ? (custody?.holder ?? null) : null}
        account={account}
        gln={gln}
        known={known}
        held={held.map(({ subject }) => subject)}
        onReview={review}
      />
    );
  }
  const { contents, deadline } = fixed;
  const back = () => setFixed(null);
  if (holding !== "mine" || !custody) {
    const opening = prepareOpening({ chain, subject: draft.unit as Subject, salt: fixed.unitSalt, holder: account, contents, deadline });
    return <OpeningStep opening={opening} subject={draft.unit} account={account} onBack={back} />;
  }
  const offer = prepareOffer({
    chain,
    unit: custody.unit as Hex32,
    from: account,
    to: draft.to as Address,
    seq: custody.seq,
    contents,
    deadline,
  });
  return (
    <OfferStep
      offer={offer}
      subject={draft.unit}
      unit={custody.unit}
      to={draft.to}
      items={contents.items}
      deadline={deadline}
      account={account}
      onBack={back}
      onOffered={onOffered}
    />
  );
}
