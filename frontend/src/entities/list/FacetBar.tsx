import { useState, type ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useIsNarrow } from "../../lib/use-is-narrow.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Select } from "../../ui/Select.tsx";
import type { Facet } from "./definition.ts";
import { namesSomebody, type FacetValues } from "./use-facets.ts";

const ANY = "*";

interface FacetBarProps {
  facets: readonly Facet[];
  at: FacetValues;
}

/** One control for each facet; on a telephone they are folded away, so that the list is what is seen first. */
export function FacetBar(props: FacetBarProps) {
  const t = useText();
  const isNarrow = useIsNarrow();
  const { facets, at } = props;
  const clear = at.search !== "" && (
    <Button look="quiet" className="justify-self-start" onClick={at.clear}>
      <T id="list.clear" />
    </Button>
  );
  return (
    <search aria-label={t("list.facets")}>
      {isNarrow ? (
        <>
          <Disclosure
            summary={<T id="list.facets.fold" values={{ count: facets.filter(({ name }) => at.values[name] !== undefined).length }} />}
          >
            <Controls {...props} />
          </Disclosure>
          {clear}
        </>
      ) : (
        <Controls {...props}>{clear}</Controls>
      )}
    </search>
  );
}

function Controls({ facets, at, children }: FacetBarProps & { children?: ReactNode }) {
  const t = useText();
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
      {facets.map((facet) =>
        facet.kind === "choice" ? (
          <Field key={facet.name} label={<T id={facet.label} />}>
            <Select
              value={at.values[facet.name] ?? ANY}
              onValueChange={(value) => at.set(facet.name, value === ANY ? null : value)}
              options={[
                { value: ANY, label: t("list.any") },
                ...facet.options.map(({ value, label }) => ({ value, label: label === undefined ? value : t(label) })),
              ]}
            />
          </Field>
        ) : (
          <Typed key={facet.name} facet={facet} at={at} />
        ),
      )}
      {children}
    </div>
  );
}

/** What is typed narrows with Enter, or when the field is left. */
function Typed({ facet: { kind, name, label }, at }: { facet: Facet; at: FacetValues }) {
  const value = at.values[name] ?? "";
  const [isRefused, setRefused] = useState(false);
  const take = (typed: string) => {
    const next = typed.trim();
    setRefused(namesSomebody(next));
    if (next !== value && !namesSomebody(next)) at.set(name, next === "" ? null : next);
  };
  return (
    <Field label={<T id={label} />} error={isRefused && <T id="list.facets.no-address" />}>
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
    </Field>
  );
}
