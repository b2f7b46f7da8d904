import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { X } from "lucide-react";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { SignStatement } from "../../../entities/signing/SignStatement.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { prepareSigning, type PreparedStatement } from "../../../lib/prepare-signing.ts";
import { randomSalt } from "../../../lib/random.ts";
import { Button } from "../../../ui/Button.tsx";
import { draftOf, EMPTY_RECALL, noticeOf, recallProblems } from "../model/recall-draft.ts";
import { useSimulation } from "../use-recalls.ts";
import { NoticeForm } from "./NoticeForm.tsx";
import { Simulation } from "./Simulation.tsx";

export interface NewRecallPageProps {
  /** What is recalled, to begin with. */
  subjects: readonly string[];
  /** The event that is about all of them: then one question answers for all. */
  event?: string;
  /** The recall that this one passes on. */
  passesOn?: RecallView;
  account: Address | null;
  gln: string | null;
  chain: SigningChain;
  onConnect: () => void;
  onPosted: (commitment: string) => void;
}

/** Choose the goods, see whom it reaches, say why, sign. */
export function NewRecallPage({ subjects: first, event: about, passesOn, account, gln, chain, onConnect, onPosted }: NewRecallPageProps) {
  const text = useText();
  const [subjects, setSubjects] = useState(first);
  const [draft, setDraft] = useState(passesOn === undefined ? EMPTY_RECALL : draftOf(passesOn));
  const [tried, setTried] = useState(false);
  const [prepared, setPrepared] = useState<PreparedStatement | null>(null);
  // Every change makes a new list: the event stands for the goods that it brought, and for no others.
  const simulation = useSimulation(subjects, account, subjects === first ? about : undefined);
  const scope = (simulation.data?.scope ?? []) as Subject[];
  const problems = recallProblems(draft, scope);

  function review() {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    if (account === null) return onConnect();
    const event = noticeOf(draft, scope, { now: new Date(), gln, forwards: (passesOn?.commitment ?? null) as Hex32 | null });
    setPrepared(prepareSigning(event, { salt: randomSalt(), account, chain }));
    window.scrollTo(0, 0);
  }

  if (prepared !== null && prepared.account === account) {
    return (
      <div className="mx-auto max-w-3xl">
        <Heading className="mb-8 text-3xl" id="recalls.review" />
        <SignStatement
          prepared={prepared}
          sentence={<T id="recalls.sentence" values={{ count: scope.length, reason: draft.reason, instruction: draft.instruction }} />}
          goods={scope}
          label={text("recalls.label", { reason: draft.reason })}
          action={<T id="recalls.sign" />}
          onPosted={onPosted}
          onBack={() => setPrepared(null)}
        />
      </div>
    );
  }
  return (
    <>
      <Heading className="text-3xl" id={passesOn === undefined ? "recalls.new" : "recalls.pass-on.title"} />
      <p className="mt-2 max-w-2xl text-lg text-muted">
        <T id={passesOn === undefined ? "recalls.new.intro" : "recalls.pass-on.intro"} />
      </p>
      <div className="mt-8 max-w-2xl">
        {subjects.length === 0 && (
          <SubjectPicker label={<T id="recalls.pick" />} hint={<T id="recalls.pick.hint" />} onPick={(subject) => setSubjects([subject])} />
        )}
        <ul className="flex max-h-72 flex-wrap gap-2 overflow-y-auto">
          {subjects.map((subject) => (
            <li key={subject} className="flex items-center gap-2">
              <NamedSubjectChip subject={subject} />
              <Button
                look="quiet"
                size="icon"
                aria-label={text("compose.remove")}
                onClick={() => setSubjects(subjects.filter((other) => other !== subject))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      </div>
      {subjects.length > 0 && (
        <>
          <Simulation simulation={simulation} />
          <NoticeForm
            draft={draft}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
            problems={tried ? problems : {}}
            onReview={review}
          />
        </>
      )}
    </>
  );
}
