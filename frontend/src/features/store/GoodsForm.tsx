import type { Disposition } from "@waybill/protocol/schemas/api/orders";
import { useState, type FormEvent } from "react";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { DispositionFields, dispositionOf, firstDisposition, type DispositionDraft } from "./DispositionFields.tsx";
import { leftToReturn, leftToShip } from "./goods-left.ts";

export interface GoodsQuestion {
  kind: "shipment" | "return";
  order: TrackedOrder;
  isSending: boolean;
  /** The same key while this form is open: what is sent twice is noted once. */
  onSend: (lines: { number: number; quantity: number; to?: Disposition }[], key: string) => void;
}

/** Which goods have left, or come back: at first all that can. */
export function GoodsForm({ kind, order, isSending, onSend }: GoodsQuestion) {
  const [left] = useState(() => (kind === "shipment" ? leftToShip(order) : leftToReturn(order)));
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(left.map((line) => [line.number, kind === "shipment" ? String(line.left) : "0"])),
  );
  const [become, setBecome] = useState<Record<number, DispositionDraft>>({});
  const [key, setKey] = useState(() => crypto.randomUUID());
  const counts = left.map(({ number, left: most }) => ({ number, quantity: Number(typed[number]), most }));
  const isWrong = ({ quantity, most }: (typeof counts)[number]) => !Number.isInteger(quantity) || quantity < 0 || quantity > most;
  const chosen = counts.filter(({ quantity }) => quantity > 0);
  const lines = chosen.flatMap(({ number, quantity }) => {
    if (kind === "shipment") return [{ number, quantity }];
    const to = dispositionOf(become[number] ?? firstDisposition(order, number));
    return to === null ? [] : [{ number, quantity, to }];
  });
  const isWhole = lines.length > 0 && lines.length === chosen.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending && isWhole && !counts.some(isWrong)) onSend(lines, key);
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
            <div key={number} className="space-y-4">
              <Field
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
              {kind === "return" && (count?.quantity ?? 0) > 0 && (
                <DispositionFields
                  title={title}
                  draft={become[number] ?? firstDisposition(order, number)}
                  onChange={(draft) => {
                    setBecome({ ...become, [number]: draft });
                    setKey(crypto.randomUUID());
                  }}
                />
              )}
            </div>
          );
        })}
        <Button type="submit" look="primary" busy={isSending} disabled={!isWhole}>
          <T id={`store.${kind}.send`} />
        </Button>
      </form>
    </Card>
  );
}
