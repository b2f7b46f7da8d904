import { useIntl } from "react-intl";
import { T } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { AddressField, CheckoutDraft, DraftProblem } from "./checkout-draft.ts";

interface AddressFieldsProps {
  draft: CheckoutDraft;
  /** Where the shop delivers to. */
  countries: readonly string[];
  problems: Partial<Record<AddressField, DraftProblem>>;
  onChange: (change: Partial<CheckoutDraft>) => void;
}

const FIELDS = [
  { name: "name", autoComplete: "name", maxLength: 100 },
  { name: "street", autoComplete: "address-line1", maxLength: 100 },
  { name: "more", autoComplete: "address-line2", maxLength: 100 },
  { name: "postcode", autoComplete: "postal-code", maxLength: 20 },
  { name: "city", autoComplete: "address-level2", maxLength: 100 },
] as const;

/** Where it goes to. */
export function AddressFields({ draft, countries, problems, onChange }: AddressFieldsProps) {
  const intl = useIntl();
  return (
    <fieldset className="space-y-4">
      <legend className="mb-4 font-serif text-2xl font-semibold">
        <T id="shop.address" />
      </legend>
      <p className="text-sm text-muted">
        <T id="shop.address.kept" />
      </p>
      {FIELDS.map(({ name, ...rest }) => {
        const problem = problems[name];
        return (
          <Field
            key={name}
            label={<T id={`shop.address.${name}`} />}
            optional={name === "more" ? <T id="compose.optional" /> : undefined}
            error={problem !== undefined && <T id={`shop.address.${problem}`} />}
          >
            <Input {...rest} value={draft[name]} onValueChange={(text) => onChange({ [name]: text })} />
          </Field>
        );
      })}
      <Field label={<T id="shop.address.country" />}>
        <Select
          value={draft.country}
          onValueChange={(country) => onChange({ country })}
          options={countries.map((value) => ({ value, label: intl.formatDisplayName(value, { type: "region" }) ?? value }))}
        />
      </Field>
    </fieldset>
  );
}
