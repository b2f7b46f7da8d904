import { useState, type FormEvent } from "react";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { leftToReturn, leftToShip } from "./goods-left.ts";

export interface GoodsQuestion {
  kind: "shipment" | "return";
  order: TrackedOrder;
  isSending: boolean;
  /** The same key while this form is open: what is sent twice is noted once. */
  onSend: (lines: { number: number; quantity: number }[], key: string) => void;
}

/** Which goods have left, or come back: at first all that can. */
export function GoodsForm({ kind, order, isSending, onSend }: GoodsQuestion) {
  const [left] = useState(() => (kind === "shipment" ? leftToShip(order) : leftToReturn(order)));
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(left.map((line) => [line.number, kind === "shipment" ? String(line.left) : "0"])),
  );
  const [key, setKey] = useState(() => crypto.randomUUID());
  const counts = left.map(({ number, left: most }) => ({ number, quantity: Number(typed[number]), most }));
  const isWrong = ({ quantity, most }: (typeof counts)[number]) => !Number.isInteger(quantity) || quantity < 0 || quantity > most;
  const lines = counts.filter(({ quantity }) => quantity > 0).map(({ number, quantity }) => ({ number, quantity }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending && lines.length > 0 && !counts.some(isWrong)) onSend(lines, key);
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate className="space-y-4">
        <p className="text-muted">
          <T id={`store.${kind}.hint`} />
        </p>
        {left.map(({ number, title, left: most }, index) => {
          const count = counts[index];
          return (
            <Field
              key={number}
              className="max-w-md"
              label={<T id="store.goods.line" values={{ title, most }} />}
              error={count !== undefined && isWrong(count) && <T id="store.goods.wrong" values={{ most }} />}
            >
              <Input
                inputMode="numeric"
                maxLength={5}
                value={typed[number] ?? ""}
                onValueChange={(text) => {
                  setTyped({ ...typed, [number]: text.trim() });
                  // Other goods are another shipment.
                  setKey(crypto.randomUUID());
                }}
              />
            </Field>
          );
        })}
        <Button type="submit" look="primary" busy={isSending} disabled={lines.length === 0}>
          <T id={`store.${kind}.send`} />
        </Button>
      </form>
    </Card>
  );
}
