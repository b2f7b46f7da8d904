import { SETTABLE_LINK_TYPES } from "@waybill/protocol/schemas/api/resolver";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { LinkForm, LinkProblems } from "./link-form.ts";

interface LinkFieldsProps {
  form: LinkForm;
  problems: LinkProblems;
  onChange: (part: Partial<LinkForm>) => void;
}

export function LinkFields({ form, problems, onChange }: LinkFieldsProps) {
  const t = useText();
  const errorOf = (name: keyof LinkForm) => problems[name] && t(problems[name].message, problems[name].values);
  const isSuccessor = form.type === "successor-version";
  return (
    <>
      <Field label={<T id="links.of" />} hint={<T id="links.of.hint" />} error={errorOf("identifier")}>
        <Input
          value={form.identifier}
          onValueChange={(identifier) => onChange({ identifier })}
          disabled={form.replaces !== null}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
        />
      </Field>
      <Field label={<T id="links.type" />}>
        <Select
          value={form.type}
          onValueChange={(type) => onChange({ type })}
          disabled={form.replaces !== null}
          options={SETTABLE_LINK_TYPES.map((value) => ({ value, label: t(`links.type.${value}`) }))}
        />
      </Field>
      <Field label={<T id={isSuccessor ? "links.successor" : "links.href"} />} error={errorOf("href")}>
        <Input
          value={form.href}
          onValueChange={(href) => onChange({ href })}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
        />
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={<T id="links.name" />} optional={<T id="compose.optional" />} error={errorOf("title")}>
          <Input
            value={form.title}
            onValueChange={(title) => onChange({ title })}
            placeholder={t(`links.type.${form.type}`)}
            maxLength={120}
          />
        </Field>
        <Field
          label={<T id="links.language" />}
          hint={<T id="links.language.hint" />}
          optional={<T id="compose.optional" />}
          error={errorOf("language")}
        >
          <Input
            value={form.language}
            onValueChange={(language) => onChange({ language })}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={5}
          />
        </Field>
      </div>
      <Field label={<T id="links.valid" />}>
        <Select
          value={form.validBy}
          onValueChange={(validBy) => onChange({ validBy })}
          options={(["calendar", "sale"] as const).map((value) => ({
            value,
            label: t(`links.valid.${value}`),
            hint: t(`links.valid.${value}.hint`),
          }))}
        />
      </Field>
    </>
  );
}
