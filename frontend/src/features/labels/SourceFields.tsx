import { T, useText } from "../../lib/i18n/text.tsx";
import { Field, Input, Textarea } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { LabelsForm, LabelsProblems, LabelSource } from "./labels-form.ts";

const SOURCES: readonly LabelSource[] = ["range", "copies", "list"];

interface SourceFieldsProps {
  form: LabelsForm;
  problems: LabelsProblems;
  onChange: (part: Partial<LabelsForm>) => void;
}

/** What the labels are for. */
export function SourceFields({ form, problems, onChange }: SourceFieldsProps) {
  const t = useText();
  const errorOf = (name: keyof LabelsForm) => problems[name] && t(problems[name].message, problems[name].values);
  return (
    <>
      <Field label={<T id="labels.source" />}>
        <Select
          value={form.source}
          onValueChange={(source) => onChange({ source })}
          options={SOURCES.map((value) => ({ value, label: t(`labels.source.${value}`) }))}
        />
      </Field>
      {form.source === "list" ? (
        <Field label={<T id="labels.list" />} hint={<T id="labels.list.hint" />} error={errorOf("list")}>
          <Textarea
            rows={6}
            value={form.list}
            onChange={(event) => onChange({ list: event.currentTarget.value })}
            maxLength={250_000}
            spellCheck={false}
            className="font-mono text-sm"
          />
        </Field>
      ) : (
        <Field
          label={<T id={form.source === "range" ? "labels.goods" : "labels.thing"} />}
          hint={<T id="labels.goods.hint" />}
          error={errorOf("identifier")}
        >
          <Input
            value={form.identifier}
            onValueChange={(identifier) => onChange({ identifier })}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder="(01)10860009998039(10)…"
          />
        </Field>
      )}
      {form.source === "range" && (
        <div className="grid gap-6 sm:grid-cols-3">
          <Field label={<T id="labels.ai" />}>
            <Select
              value={form.ai}
              onValueChange={(ai) => onChange({ ai })}
              options={(["21", "10"] as const).map((value) => ({ value, label: t(`labels.ai.${value}`) }))}
            />
          </Field>
          <Field label={<T id="labels.prefix" />} optional={<T id="compose.optional" />} error={errorOf("prefix")}>
            <Input value={form.prefix} onValueChange={(prefix) => onChange({ prefix })} autoComplete="off" maxLength={19} />
          </Field>
          <Field label={<T id="labels.first" />} error={errorOf("first")}>
            <Input
              value={form.first}
              onValueChange={(first) => onChange({ first })}
              inputMode="numeric"
              autoComplete="off"
              maxLength={12}
            />
          </Field>
        </div>
      )}
      {form.source !== "list" && (
        <Field label={<T id="labels.count" />} error={errorOf("count")} className="max-w-48">
          <Input value={form.count} onValueChange={(count) => onChange({ count })} inputMode="numeric" autoComplete="off" maxLength={3} />
        </Field>
      )}
    </>
  );
}
