import { parseLosslessObject, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SignStatement } from "../../entities/signing/SignStatement.tsx";
import { getText } from "../../lib/api/client.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { prepareSigning } from "../../lib/prepare-signing.ts";
import { randomSalt } from "../../lib/random.ts";
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
  const [reason, setReason] = useState<ErrorReason>("incorrect_data");
  const [made] = useState(() => ({ salt: randomSalt(), now: new Date() }));
  const { data: event } = useQuery({
    queryKey: ["event-of", commitment],
    queryFn: async ({ signal }) =>
      parseLosslessObject(await getText(`/api/statements/${commitment}/bundle`, { signal })).event as JsonObject,
    staleTime: Infinity,
  });
  if (event === undefined) return <Skeleton label={text("app.loading")} />;

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
      <SignStatement
        prepared={prepareSigning(declaredInError(event, { reason, now: made.now }), { salt: made.salt, account, chain })}
        sentence={<T id="statement.error.sentence" values={{ statement: label }} />}
        label={text("statement.error.label", { statement: label })}
        action={<T id="statement.error.sign" />}
        onPosted={onPosted}
        onBack={onBack}
      />
    </section>
  );
}
