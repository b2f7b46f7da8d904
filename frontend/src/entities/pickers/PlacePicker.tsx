import { useState, type ReactNode } from "react";
import { readGln } from "../../lib/identifier-entry.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Combobox } from "../../ui/Combobox.tsx";
import { Field } from "../../ui/Field.tsx";
import { usePlaceSearch } from "./use-master-data.ts";

export interface PickedPlace {
  gln: string;
  name: string | null;
}

interface PlacePickerProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: ReactNode;
  value: PickedPlace | null;
  onPick: (place: PickedPlace | null) => void;
}

/** A place by its name, or by its GLN when nobody has described it. */
export function PlacePicker({ label, hint, error, optional, value, onPick }: PlacePickerProps) {
  const text = useText();
  const textOf = ({ gln, name }: PickedPlace) => name ?? text("picker.place.unnamed", { gln });
  const [typed, setTyped] = useState(value === null ? "" : textOf(value));
  const { places, isSearching } = usePlaceSearch(value !== null && typed === textOf(value) ? "" : typed);
  const known: PickedPlace[] = places.map(({ gln, name }) => ({ gln, name }));
  const gln = readGln(typed);
  const items = gln === null || known.some((place) => place.gln === gln) ? known : [{ gln, name: null }, ...known];
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      <Combobox
        items={items}
        value={value}
        onValueChange={onPick}
        inputValue={typed}
        onInputValueChange={setTyped}
        textOf={textOf}
        keyOf={(place) => place.gln}
        placeholder={text("picker.place.placeholder")}
        status={isSearching ? text("picker.searching") : null}
        empty={<T id={/^\d{13}$/.test(typed.trim()) ? "identifier.check-digit" : "picker.place.nothing"} />}
        renderItem={(place) => (
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span>{place.name ?? text("picker.place.new")}</span>
            <span className="font-mono text-sm text-muted">{place.gln}</span>
          </span>
        )}
      />
      {value !== null && value.name !== null && (
        <span className="text-sm text-muted">
          <T id="picker.place.number" values={{ gln: <span className="font-mono">{value.gln}</span> }} />
        </span>
      )}
    </Field>
  );
}
