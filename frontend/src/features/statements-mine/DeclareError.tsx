import { parseLosslessObject, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../entities/signing/SigningReview.tsx";
import { getText } from "../../lib/api/client.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { outbox } from "../../lib/outbox/use-outbox.ts";
import { prepareSigning, signedEventBody, type PreparedStatement } from "../../lib/prepare-signing.ts";
import { randomSalt } from "../../lib/random.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { Select } from "../../ui/Select.tsx";
import { declaredInError, ERROR_REASONS, type ErrorReason } from "./declare-error.ts";

interface DeclareErrorProps {
  commitment: string;
  /** What the statement said, for lists. */
  label: string;
  account: Address;
  chain: SigningChain;
  onBack: () => void;
  onPosted: (commitment: string) => void;
}

/** Says that an earlier statement was wrong: signed like any other, and shown beside the first, which stays. */
export function DeclareError({ commitment, label, account, chain, onBack, onPosted }: DeclareErrorProps) {
  const text = useText();
  const { sign } = useSigner();
  const [reason, setReason] = useState<ErrorReason>("incorrect_data");
  const [sending, setSending] = useState(false);
  const [made] = useState(() => ({ salt: randomSalt(), now: new Date() }));
  const { data: event } = useQuery({
    queryKey: ["event-of", commitment],
    queryFn: async ({ signal }) =>
      parseLosslessObject(await getText(`/api/statements/${commitment}/bundle`, { signal })).event as JsonObject,
    staleTime: Infinity,
  });
  if (event === undefined) return <Skeleton label={text("app.loading")} />;
  const prepared = prepareSigning(declaredInError(event, { reason, now: made.now }), { salt: made.salt, account, chain });

  async function signAndPost(statement: PreparedStatement) {
    const signature = await sign(statement.typedData);
    if (signature === null) return;
    setSending(true);
    await outbox.post({
      kind: "statement",
      account,
      path: "/epcis/events",
      contentType: SIGNED_CAPTURE_TYPE,
      body: signedEventBody(statement, signature),
      label: text("statement.error.label", { statement: label }),
      reference: statement.commitment,
    });
    onPosted(statement.commitment);
  }

  return (
    <section aria-labelledby="error-title" className="space-y-6">
      <div>
        <h2 id="error-title" className="text-xl">
          <T id="statement.error.title" />
        </h2>
        <p className="mt-1 text-muted">
          <T id="statement.error.text" />
        </p>
      </div>
      <Field label={<T id="statement.error.reason" />} className="max-w-sm">
        <Select
          value={reason}
          onValueChange={setReason}
          options={ERROR_REASONS.map((value) => ({ value, label: text(`statement.error.reason.${value}`) }))}
        />
      </Field>
      <SigningReview
        sentence={<T id="statement.error.sentence" values={{ statement: label }} />}
        walletText={prepared.statement}
        typedData={prepared.typedData}
        becomesPublic={["compose.public.commitment", "compose.public.account", "compose.public.time"]}
        staysPrivate={["compose.private.event", "compose.private.salt"]}
      />
      <SigningActions label={<T id="statement.error.sign" />} onSign={() => void signAndPost(prepared)} sending={sending}>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    </section>
  );
}
