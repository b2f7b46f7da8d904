import { useQueryClient } from "@tanstack/react-query";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { claimView, type ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { Refused } from "../../../entities/Refused.tsx";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../../entities/signing/SigningReview.tsx";
import { sendJson } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Textarea } from "../../../ui/Field.tsx";
import { bodyOf, GOOD_FOR_DAYS, typedDataOf, type SignedAct } from "../model/acts.ts";

interface ActFormProps {
  act: SignedAct;
  claim: ClaimView;
  account: Address;
  chain: CarbonChain;
  onBack: () => void;
  onDone: () => void;
}

/** Shortest reason that the service takes. */
const MIN_REASON = 3;

/** The last look at one act, with its reason where it needs one; then the wallet, then the service. */
export function ActForm({ act, claim, account, chain, onBack, onDone }: ActFormProps) {
  const { sign } = useSigner();
  const client = useQueryClient();
  const [deadline] = useState(() => Math.floor(Date.now() / 1_000) + GOOD_FOR_DAYS[act] * 86_400);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const needsReason = act === "reject" || act === "withdraw";
  const lacksReason = needsReason && reason.trim().length < MIN_REASON;
  const given = { account, deadline, reason: reason.trim() };
  const typedData = typedDataOf(act, claim, { chain, ...given });

  async function signAndSend() {
    setTried(true);
    if (lacksReason) return;
    const signature = await sign(typedData);
    if (signature === null) return;
    setSending(true);
    setFailure(null);
    try {
      const path = `/api/carbon/claims/${encodeURIComponent(claim.id)}/${act}`;
      client.setQueryData(keys.claim(claim.id), await sendJson(path, claimView, { body: bodyOf(act, given, signature) }));
      onDone();
    } catch (error) {
      setFailure(error);
      setSending(false);
    }
  }

  return (
    <div className="max-w-2xl space-y-6">
      {needsReason && (
        <Field
          label={<T id="claims.reason" />}
          hint={<T id="claims.reason.hint" />}
          error={tried && lacksReason && <T id="claims.reason.none" />}
        >
          <Textarea value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={1_000} />
        </Field>
      )}
      <SigningReview
        sentence={
          <T
            id={`claims.sentence.${act}`}
            values={{
              grams: formatGrams(BigInt(claim.grams)),
              receiver: claim.receiver.name ?? claim.receiver.account,
              year: String(claim.vintage),
            }}
          />
        }
        typedData={typedData}
        becomesPublic={["claims.public.claim", "claims.public.account"]}
        staysPrivate={["claims.private.documents"]}
      />
      <Refused title="claims.refused" error={failure} />
      <SigningActions label={<T id={`claims.sign.${act}`} />} onSign={() => void signAndSend()} sending={sending}>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    </div>
  );
}
