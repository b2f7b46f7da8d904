import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { Plus, X } from "lucide-react";
import { changeOf, sameAs, type ChangeDraft } from "../../../entities/footprint/change-draft.ts";
import { ChangeFields } from "../../../entities/footprint/ChangeFields.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { Transport } from "../model/claim-draft.ts";

interface ChangesFieldProps {
  claimable: readonly Transport[];
  tables: readonly FactorTableView[];
  changes: readonly ChangeDraft[];
  onChange: (changes: ChangeDraft[]) => void;
}

/** The claimed transports, each with how it would have gone otherwise. */
export function ChangesField({ claimable, tables, changes, onChange }: ChangesFieldProps) {
  const text = useText();
  const free = claimable.filter(({ id }) => !changes.some(({ element }) => element === id));
  return (
    <section aria-labelledby="changes-title" className="space-y-4">
      <div>
        <h2 id="changes-title" className="text-2xl">
          <T id="claims.new.changes" />
        </h2>
        <p className="mt-1 text-muted">
          <T id="claims.new.changes.intro" />
        </p>
      </div>
      {changes.map((change, index) => (
        <fieldset key={change.element} className="relative rounded-xl border border-line bg-surface p-4 sm:p-5">
          <legend className="sr-only">
            <T id="claims.new.change" values={{ number: index + 1 }} />
          </legend>
          <ChangeFields
            legs={claimable.filter(({ id }) => id === change.element || free.some((one) => one.id === id))}
            tables={tables}
            draft={change}
            isBaseline
            problems={changeOf(change).problems}
            onChange={(part) => onChange(changes.map((one) => (one === change ? { ...one, ...part } : one)))}
          />
          {changes.length > 1 && (
            <Button
              look="quiet"
              size="icon"
              className="absolute top-2 right-2"
              aria-label={text("claims.new.change.remove", { number: index + 1 })}
              onClick={() => onChange(changes.filter((one) => one !== change))}
            >
              <X aria-hidden />
            </Button>
          )}
        </fieldset>
      ))}
      {free.length > 0 && (
        <Button onClick={() => onChange([...changes, ...free.slice(0, 1).map(sameAs)])}>
          <Plus aria-hidden />
          <T id="claims.new.change.add" />
        </Button>
      )}
    </section>
  );
}
