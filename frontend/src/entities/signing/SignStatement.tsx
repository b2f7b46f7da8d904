import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import { useState, type ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { outbox } from "../../lib/outbox/use-outbox.ts";
import { signedEventBody, type PreparedStatement } from "../../lib/prepare-signing.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { NamedSubjectChip } from "../NamedSubjectChip.tsx";
import { SigningActions } from "./SigningActions.tsx";
import { SigningReview } from "./SigningReview.tsx";

interface SignStatementProps {
  prepared: PreparedStatement;
  /** What is being said, in plain words. */
  sentence: ReactNode;
  /** Lots, serials and units that the sentence only counts. */
  goods?: readonly string[];
  /** The statement in one line, for lists. */
  label: string;
  /** The button that opens the wallet. */
  action: ReactNode;
  onPosted: (commitment: string) => void;
  onBack: () => void;
}

/** The last look at a statement before the wallet opens; then it is kept in the outbox and sent. */
export function SignStatement({ prepared, sentence, goods = [], label, action, onPosted, onBack }: SignStatementProps) {
  const { sign, reset } = useSigner();
  const [sending, setSending] = useState(false);

  async function signAndPost() {
    const signature = await sign(prepared.typedData);
    if (signature === null) return;
    setSending(true);
    // Whatever the network does now, the outbox holds what was signed.
    await outbox.post({
      kind: "statement",
      account: prepared.account,
      path: "/epcis/events",
      contentType: SIGNED_CAPTURE_TYPE,
      body: signedEventBody(prepared, signature),
      label,
      reference: prepared.commitment,
    });
    onPosted(prepared.commitment);
  }

  return (
    <>
      <SigningReview
        sentence={
          <>
            {sentence}
            <Goods subjects={goods} />
          </>
        }
        walletText={prepared.statement}
        typedData={prepared.typedData}
        becomesPublic={["compose.public.commitment", "compose.public.account", "compose.public.time"]}
        staysPrivate={["compose.private.event", "compose.private.salt"]}
      />
      <div className="mt-8">
        <SigningActions label={action} onSign={() => void signAndPost()} sending={sending}>
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
    </>
  );
}

/** More would push the button out of sight; the exact data below has all of them. */
const SHOWN = 12;

function Goods({ subjects }: { subjects: readonly string[] }) {
  if (subjects.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-2 font-sans">
      {subjects.slice(0, SHOWN).map((subject) => (
        <li key={subject} className="max-w-full">
          <NamedSubjectChip subject={subject} />
        </li>
      ))}
      {subjects.length > SHOWN && (
        <li className="text-sm text-muted">
          <T id="signing.goods.more" values={{ count: subjects.length - SHOWN }} />
        </li>
      )}
    </ul>
  );
}
