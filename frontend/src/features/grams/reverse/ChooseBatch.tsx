import { formatGrams } from "@waybill/protocol/measures/grams";
import { standingGrams } from "@waybill/protocol/measures/reversal";
import { creditBatch } from "@waybill/protocol/schemas/api/credits";
import { Paged } from "../../../entities/Paged.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { shortBatch } from "../../../entities/credits/batch-id.ts";
import { ButtonLink } from "../../../ui/Button.tsx";

/** All issuances, the newest first, of which something can be called off. */
export function ChooseBatch() {
  return (
    <section aria-labelledby="choose-batch" className="space-y-4">
      <h2 id="choose-batch" className="text-2xl">
        <T id="grams.batch" />
      </h2>
      <Paged queryKey={keys.batches} path="/api/carbon/batches" item={creditBatch} empty={<T id="carbon.batches.empty" />}>
        {(batches) => (
          <ul className="divide-y divide-line border-y border-line">
            {batches.map(({ batch, vintage, issuedTo, accounts }) => (
              <li key={batch} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <T id="grams.batch.option" values={{ year: String(vintage), grams: formatGrams(standingGrams(accounts)) }} />
                  <PartyChip party={issuedTo} />
                </span>
                <ButtonLink size="small" href={`/supplier/cancel?batch=${batch}`}>
                  <T id="grams.cancel" />
                  <span className="sr-only">
                    {" "}
                    <T id="grams.of" values={{ batch: shortBatch(batch) }} />
                  </span>
                </ButtonLink>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}
