import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { Facet } from "./definition.ts";
import type { FacetValues } from "./use-facets.ts";

const ANY = "*";

/** One control for each facet. What is typed narrows with Enter, or when the field is left. */
export function FacetBar({ facets, at }: { facets: readonly Facet[]; at: FacetValues }) {
  const t = useText();
  return (
    <search className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4" aria-label={t("list.facets")}>
      {facets.map((facet) => (
        <Field key={facet.name} label={<T id={facet.label} />}>
          {facet.kind === "choice" ? (
            <Select
              value={at.values[facet.name] ?? ANY}
              onValueChange={(value) => at.set(facet.name, value === ANY ? null : value)}
              options={[{ value: ANY, label: t("list.any") }, ...facet.options.map(({ value, label }) => ({ value, label: t(label) }))]}
            />
          ) : (
            <Typed facet={facet} at={at} />
          )}
        </Field>
      ))}
      {at.search !== "" && (
        <Button look="quiet" className="justify-self-start" onClick={at.clear}>
          <T id="list.clear" />
        </Button>
      )}
    </search>
  );
}

function Typed({ facet: { kind, name }, at }: { facet: Facet; at: FacetValues }) {
  const value = at.values[name] ?? "";
  const take = (typed: string) => {
    const next = typed.trim();
    if (next !== value) at.set(name, next === "" ? null : next);
  };
  return (
    <Input
      // What was typed gives way to what the address says.
      key={value}
      type={kind === "day" ? "date" : "search"}
      maxLength={kind === "day" ? undefined : 200}
      defaultValue={value}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") take((event.currentTarget as HTMLInputElement).value);
      }}
    />
  );
}
