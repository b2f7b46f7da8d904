import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import type { ReactNode } from "react";
import { PlacePicker } from "../../../entities/pickers/PlacePicker.tsx";
import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import type { Draft } from "../model/draft.ts";
import { askedElements } from "../model/elements.ts";
import type { DraftProblem, Field as FieldName } from "../model/problems.ts";
import { DocumentsField } from "./DocumentsField.tsx";
import { questionsOf } from "../model/questions.ts";
import { ElementFields } from "./ElementFields.tsx";
import { HappeningPicker } from "./HappeningPicker.tsx";
import { ProductsField } from "./ProductsField.tsx";
import { ReferencesField } from "./ReferencesField.tsx";
import { TemperatureField } from "./TemperatureField.tsx";
import { TemplatePicker } from "./TemplatePicker.tsx";
import { TimeField } from "./TimeField.tsx";
import { UnitField } from "./UnitField.tsx";

interface EventFormProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  /** Shown beside their fields. */
  problems: readonly DraftProblem[];
  gln: string | null;
  ownOffset: string;
  /** Who stands behind documents that are attached, and on which chain. */
  account: Address | null;
  chain: SigningChain;
}

/** What, which, where, when and why, in this order; each happening asks only what belongs to it. */
export function EventForm({ draft, onChange, problems, gln, ownOffset, account, chain }: EventFormProps) {
  const text = useText();
  const of = (field: FieldName) => problems.filter((problem) => problem.field === field);
  const messageOf = (field: FieldName): MessageId | null => of(field)[0]?.message ?? null;
  const textOf = (field: FieldName) => (messageOf(field) === null ? null : <T id={messageOf(field) as MessageId} />);
  const happening = questionsOf(draft);
  return (
    <div className="space-y-10">
      <TemplatePicker value={draft.template} onPick={onChange} />
      <Part number={1} title="compose.what" error={textOf("happening")}>
        <HappeningPicker value={draft.happening} onPick={(picked) => onChange({ happening: picked, outcome: "", template: null })} />
        {draft.happening === "held" && (
          <p className="mt-4">
            <a href="/supplier/recalls/new" className="link">
              <T id="compose.held.recall" />
            </a>
          </p>
        )}
        {happening !== null && happening.outcomes.length > 0 && (
          <Field label={<T id="compose.outcome" />} error={textOf("outcome")} className="mt-4 max-w-sm">
            <Select
              value={draft.outcome === "" ? null : draft.outcome}
              placeholder={text("compose.choose")}
              onValueChange={(outcome) => onChange({ outcome })}
              options={happening.outcomes.map((outcome) => ({ value: outcome, label: text(`compose.outcome.${outcome}` as MessageId) }))}
            />
          </Field>
        )}
      </Part>
      {happening !== null && (
        <>
          <Part number={2} title={happening.hasUnit ? "compose.which.packed" : "compose.which"}>
            <div className="space-y-6">
              {happening.hasUnit && (
                <UnitField value={draft.unit} onChange={(unit) => onChange({ unit })} problem={messageOf("unit")} gln={gln} />
              )}
              {happening.hasInputs && (
                <ProductsField
                  label={<T id="compose.inputs" />}
                  lines={draft.inputs}
                  onChange={(inputs) => onChange({ inputs })}
                  problems={of("inputs")}
                />
              )}
              <ProductsField
                label={<T id={happening.hasInputs ? "compose.outputs" : happening.hasUnit ? "compose.contents" : "compose.products"} />}
                hint={happening.mayBeEmpty ? <T id="compose.contents.hint" /> : undefined}
                lines={draft.products}
                onChange={(products) => onChange({ products })}
                problems={of("products")}
              />
            </div>
          </Part>
          <Part number={3} title="compose.where">
            <div className="grid gap-4 md:grid-cols-2">
              <PlacePicker
                label={<T id="compose.place" />}
                value={draft.place}
                onPick={(place) => onChange({ place })}
                error={textOf("place")}
              />
              {happening.counterpart !== null && (
                <PlacePicker
                  label={<T id={`compose.counterpart.${happening.counterpart}`} />}
                  optional={<T id="compose.optional" />}
                  value={draft.counterpart}
                  onPick={(counterpart) => onChange({ counterpart })}
                />
              )}
            </div>
          </Part>
          <Part number={4} title="compose.when">
            <TimeField
              localTime={draft.localTime}
              offset={draft.offset}
              ownOffset={ownOffset}
              problem={messageOf("time")}
              onChange={onChange}
            />
          </Part>
          <Part number={5} title="compose.why">
            <div className="space-y-6">
              <ReferencesField lines={draft.references} onChange={(references) => onChange({ references })} problems={of("references")} />
              <TemperatureField
                value={draft.temperature}
                required={happening.needsReading}
                problem={messageOf("temperature")}
                onChange={(temperature) => onChange({ temperature })}
              />
            </div>
          </Part>
          {askedElements(draft).length > 0 && (
            <Part number={6} title="compose.besides">
              <ElementFields draft={draft} onChange={onChange} problems={of("elements")} />
            </Part>
          )}
          <Part number={askedElements(draft).length > 0 ? 7 : 6} title="compose.documents">
            <DocumentsField lines={draft.documents} onChange={(documents) => onChange({ documents })} chain={chain} account={account} />
          </Part>
        </>
      )}
    </div>
  );
}

function Part({ number, title, error, children }: { number: number; title: MessageId; error?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={`part-${number}`}>
      <h2 id={`part-${number}`} className="mb-4 flex items-baseline gap-3 text-xl">
        <span aria-hidden className="font-mono text-base text-muted">
          {number}
        </span>
        <T id={title} />
      </h2>
      {error !== null && error !== undefined && (
        <p role="alert" className="mb-3 text-sm text-fail">
          {error}
        </p>
      )}
      {children}
    </section>
  );
}
