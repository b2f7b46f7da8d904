import { TEMPLATES } from "@waybill/protocol/templates/templates";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import type { Draft } from "../model/draft.ts";

const NONE = "none";

/** Where to start from: a rule's data elements for one step, or a blank form. */
export function TemplatePicker({ value, onPick }: { value: string | null; onPick: (part: Partial<Draft>) => void }) {
  const text = useText();
  const pick = (id: string) => {
    const template = TEMPLATES.find((candidate) => candidate.id === id);
    onPick(template === undefined ? { template: null } : { template: template.id, happening: template.happening, outcome: "" });
  };
  return (
    <Field label={<T id="compose.template" />} hint={<T id="compose.template.hint" />} className="max-w-xl">
      <Select
        value={value ?? NONE}
        onValueChange={pick}
        options={[
          { value: NONE, label: text("compose.template.none") },
          ...TEMPLATES.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
    </Field>
  );
}
