import type { FulfilmentView, OrderRouting } from "@waybill/protocol/schemas/api/orders";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { placeName } from "../../../entities/orders/place-name.ts";
import type { TrackedOrder } from "../../../entities/orders/tracked-order.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { usePlaces } from "./use-places.ts";
import { mergeable, type Verb } from "./verbs.ts";

/** Body of the request; null as long as something is missing. */
export type Answer = object;

interface AskedProps {
  verb: Verb;
  part: FulfilmentView;
  order: TrackedOrder;
  onAnswer: (answer: Answer | null) => void;
}

const LABELS = { move: "warehouses.steer.to", merge: "warehouses.steer.other", "clear-up": "warehouses.steer.has-left" } as const;

/** What a verb has to know. */
export function Asked({ verb, part, order, onAnswer }: AskedProps) {
  const t = useText();
  const client = useQueryClient();
  const [, decided] = client.getQueriesData<OrderRouting>({ queryKey: keys.routing(order.id) }).at(-1) ?? [];
  const places = usePlaces(part.warehouse, decided);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  if (verb === "release") return null;
  if (verb === "hold")
    return (
      <Field className="max-w-md" label={<T id="warehouses.steer.reason" />} hint={<T id="warehouses.steer.reason.hint" />}>
        <Input
          autoFocus
          maxLength={200}
          value={reason}
          onValueChange={(text) => {
            setReason(text);
            onAnswer(text.trim() === "" ? null : { reason: text.trim() });
          }}
        />
      </Field>
    );
  if (verb === "split") return <Lines part={part} order={order} onAnswer={onAnswer} />;
  const options =
    verb === "clear-up"
      ? (["true", "false"] as const).map((value) => ({ value, label: t(`warehouses.steer.has-left.${value}`) }))
      : verb === "move"
        ? places.map((value) => ({ value, label: placeName(value) }))
        : mergeable(part, order.fulfilments).map(({ id, goods }) => ({
            value: id,
            label: goods.map(({ line, quantity }) => nameOf(order, line, quantity)).join(", "),
          }));
  return (
    <Field className="max-w-md" label={<T id={LABELS[verb]} />}>
      <Select
        options={options}
        value={chosen}
        placeholder={t("warehouses.steer.choose")}
        onValueChange={(value) => {
          setChosen(value);
          onAnswer(verb === "clear-up" ? { hasLeft: value === "true" } : verb === "move" ? { warehouse: value } : { other: value });
        }}
      />
    </Field>
  );
}

function nameOf({ lines }: TrackedOrder, line: number, quantity: number): string {
  return `${quantity} × ${lines.find(({ number }) => number === line)?.title ?? line}`;
}

/** How many of each line become a part of its own: some, and not all. */
function Lines({ part, order, onAnswer }: Omit<AskedProps, "verb">) {
  const [texts, setTexts] = useState<Record<number, string>>({});
  const most = new Map<number, number>();
  for (const { line, quantity } of part.goods) most.set(line, quantity + (most.get(line) ?? 0));
  const total = [...most.values()].reduce((sum, count) => sum + count, 0);
  const change = (line: number, text: string) => {
    const next = { ...texts, [line]: text.trim() };
    setTexts(next);
    const counts = [...most].map(([number, limit]) => ({ number, limit, quantity: Number(next[number] ?? "0") }));
    const isWrong = counts.some(({ quantity, limit }) => !Number.isInteger(quantity) || quantity < 0 || quantity > limit);
    const taken = counts.reduce((sum, { quantity }) => sum + quantity, 0);
    const lines = counts.filter(({ quantity }) => quantity > 0).map(({ number, quantity }) => ({ number, quantity }));
    onAnswer(isWrong || taken === 0 || taken === total ? null : { lines });
  };
  return (
    <div className="space-y-3">
      {[...most].map(([line, limit], index) => (
        <Field
          key={line}
          className="max-w-md"
          label={
            <T
              id="store.goods.line"
              values={{ title: order.lines.find(({ number }) => number === line)?.title ?? String(line), most: limit }}
            />
          }
        >
          <Input
            autoFocus={index === 0}
            inputMode="numeric"
            maxLength={5}
            value={texts[line] ?? "0"}
            onValueChange={(text) => change(line, text)}
          />
        </Field>
      ))}
      <p className="text-sm text-muted">
        <T id="warehouses.steer.wrong" values={{ most: Math.max(...most.values()) }} />
      </p>
    </div>
  );
}
