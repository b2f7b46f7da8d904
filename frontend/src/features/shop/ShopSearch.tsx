import { articleKind } from "@waybill/protocol/schemas/api/catalogue";
import { useState, type FormEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { minorOf } from "../../lib/money.ts";
import { useIsNarrow } from "../../lib/use-is-narrow.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ShopQuestion } from "./shop-question.ts";

const ANY = "any";

interface ShopSearchProps {
  question: ShopQuestion;
  /** In which prices are typed. */
  currency: string;
  onAsk: (question: ShopQuestion) => void;
}

/** Words, kind, price and stock. What is chosen counts at once, what is typed with Enter. */
export function ShopSearch(props: ShopSearchProps) {
  // What was typed gives way to what the address says.
  return <Form key={JSON.stringify(props.question)} {...props} />;
}

function Form({ question, currency, onAsk }: ShopSearchProps) {
  const t = useText();
  const isNarrow = useIsNarrow();
  const [typed, setTyped] = useState({ q: question.q ?? "", from: question.from ?? "", to: question.to ?? "" });
  const isAmount = (text: string) => text.trim() === "" || minorOf(text, currency) !== null;
  const wrong = { from: !isAmount(typed.from), to: !isAmount(typed.to) };
  const ask = (change: ShopQuestion) => {
    const { q, from, to, ...rest } = { ...question, ...typed, ...change };
    const given = Object.entries({ q, from, to }).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : []));
    onAsk({ ...rest, ...(Object.fromEntries(given) as ShopQuestion) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong.from && !wrong.to) ask({});
  };
  const { kind, stock, ...others } = question;
  const narrowing = Object.keys(question).filter((name) => name !== "q").length;
  const controls = (
    <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Field label={<T id="shop.kind" />}>
        <Select
          value={kind ?? ANY}
          onValueChange={(value) => onAsk({ ...others, ...(stock && { stock }), ...(value !== ANY && { kind: articleKind.parse(value) }) })}
          options={[
            { value: ANY, label: t("shop.kind.any") },
            ...articleKind.options.map((value) => ({ value, label: t(`shop.kind.${value}`) })),
          ]}
        />
      </Field>
      {(["from", "to"] as const).map((name) => (
        <Field key={name} label={<T id={`shop.price.${name}`} values={{ currency }} />} error={wrong[name] && <T id="shop.price.wrong" />}>
          <Input
            inputMode="decimal"
            maxLength={12}
            value={typed[name]}
            onValueChange={(text) => setTyped({ ...typed, [name]: text })}
            onBlur={() => {
              if (!wrong[name] && typed[name].trim() !== (question[name] ?? "")) ask({});
            }}
          />
        </Field>
      ))}
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-(--accent)"
          checked={stock === "in"}
          onChange={({ currentTarget }) =>
            onAsk({ ...others, ...(kind && { kind }), ...(currentTarget.checked && { stock: "in" as const }) })
          }
        />
        <T id="shop.in-stock-only" />
      </label>
    </div>
  );
  return (
    <form role="search" aria-label={t("shop.search")} onSubmit={submit} className="space-y-4">
      <div className="flex max-w-2xl flex-col gap-3 sm:flex-row sm:items-end">
        <Field className="flex-1" label={<T id="shop.search.label" />}>
          <Input type="search" maxLength={100} value={typed.q} onValueChange={(q) => setTyped({ ...typed, q })} autoComplete="off" />
        </Field>
        <Button type="submit" look="primary">
          <T id="shop.search.go" />
        </Button>
      </div>
      {isNarrow ? (
        <Disclosure open={narrowing > 0} summary={<T id="list.facets.fold" values={{ count: narrowing }} />}>
          {controls}
        </Disclosure>
      ) : (
        controls
      )}
      {Object.keys(question).length > 0 && (
        <Button look="quiet" onClick={() => onAsk({})}>
          <T id="shop.clear" />
        </Button>
      )}
    </form>
  );
}
