import type { DataElement } from "@waybill/protocol/templates/template";
import { PlacePicker } from "../../../entities/pickers/PlacePicker.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Field, Input, Textarea } from "../../../ui/Field.tsx";
import type { Draft } from "../model/draft.ts";
import { askedElements } from "../model/elements.ts";
import type { DraftProblem } from "../model/problems.ts";

interface ElementFieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  problems: readonly DraftProblem[];
}

/** The data elements that a template asks and that no other question of the form answers. */
export function ElementFields({ draft, onChange, problems }: ElementFieldsProps) {
  return (
    <div className="grid gap-5">
      {askedElements(draft).map((element, index) => {
        const problem = problems.find((candidate) => candidate.index === index);
        return (
          <ElementField
            key={`${draft.template ?? ""}/${element.id}`}
            element={element}
            value={draft.elements[element.id] ?? ""}
            problem={problem}
            onChange={(value) => onChange({ elements: { ...draft.elements, [element.id]: value } })}
          />
        );
      })}
    </div>
  );
}

interface ElementFieldProps {
  element: DataElement;
  value: string;
  problem: DraftProblem | undefined;
  onChange: (value: string) => void;
}

function ElementField({ element, value, problem, onChange }: ElementFieldProps) {
  const text = useText();
  const { label, hint, source, form, required } = element;
  const shared = {
    label,
    hint: [hint, source].filter((part) => part !== "").join(" · "),
    error: problem === undefined ? null : text(problem.message),
    optional: required ? undefined : <T id="compose.optional" />,
  };
  if (form === "place") {
    const place = value === "" ? null : { gln: value, name: null };
    return <PlacePicker {...shared} value={place} onPick={(picked) => onChange(picked?.gln ?? "")} />;
  }
  return (
    <Field {...shared}>
      {form === "plots" ? (
        <Textarea
          value={value}
          rows={4}
          maxLength={20_000}
          placeholder="-3.465305,-62.215881"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <Input
          type={form === "date" ? "date" : "text"}
          value={value}
          maxLength={500}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
