import type { Certificate } from "@waybill/protocol/certificates/certificate";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { shortHex } from "../../../lib/short.ts";

/** What a certificate says, in the size in which it is meant. */
export function Statement({ paper, partyOf }: { paper: Certificate; partyOf: (account: string) => Party }) {
  const nameOf = (account: string) => partyOf(account).name ?? shortHex(account);
  return (
    <div className="rounded-xl border-l-4 border-accent bg-accent-soft p-5 sm:p-8">
      <p data-testid="retired-grams" className="font-serif text-4xl break-words tabular-nums">
        <T id="carbon.certificate.grams" values={{ grams: formatGrams(BigInt(paper.grams)) }} />
      </p>
      <p className="mt-3 max-w-2xl font-serif text-xl">
        <T
          id="carbon.certificate.statement"
          values={{ beneficiary: nameOf(paper.beneficiary), year: String(paper.batch.vintage), verifier: nameOf(paper.batch.verifier) }}
        />
      </p>
      <p className="mt-3 text-muted">
        <T id="carbon.certificate.when" values={{ holder: nameOf(paper.holder), time: <InstantText time={paper.retiredAt} /> }} />
      </p>
    </div>
  );
}
