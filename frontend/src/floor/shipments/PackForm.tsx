import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";
import { parcel, type InstructedGoods } from "@waybill/protocol/schemas/warehouse/instructions";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useAct } from "../api/use-act.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { leftOver, partName, pickedParts, type PickedPart } from "./picked-parts.ts";

const packed = z.object({ parcels: z.array(parcel) });

/** All in one parcel, or parcel by parcel until nothing is left over. */
export function PackForm({ shipment }: { shipment: FloorShipment }) {
  const act = useAct();
  const [parcels, setParcels] = useState<InstructedGoods[][] | null>(null);
  const parts = pickedParts(shipment);
  const left = leftOver(parts, parcels ?? []);
  const send = (contents: InstructedGoods[][] | null) =>
    void act.run(`shipments/${encodeURIComponent(shipment.id)}/pack`, packed, contents === null ? {} : { parcels: contents });
  return (
    <section aria-labelledby="pack" className="no-print">
      <h2 id="pack" className="mb-3 text-2xl">
        <T id="floor.pack" />
      </h2>
      {parcels === null && (
        <div className="space-y-3">
          <p>
            <T id="floor.pack.about" />
          </p>
          <Button look="primary" size="large" className="w-full" busy={act.isSending} onClick={() => send(null)}>
            <T id="floor.pack.one" />
          </Button>
          {parts.reduce((sum, { quantity }) => sum + quantity, 0) > 1 && (
            <Button size="large" className="w-full" disabled={act.isSending} onClick={() => setParcels([])}>
              <T id="floor.pack.several" />
            </Button>
          )}
        </div>
      )}
      {parcels !== null && (
        <>
          <ol className="mb-4 space-y-1">
            {parcels.map((contents, index) => (
              <li key={index}>
                <T
                  id="floor.pack.closed"
                  values={{ number: index + 1, count: contents.reduce((sum, { quantity }) => sum + quantity, 0) }}
                />
              </li>
            ))}
          </ol>
          {left.length > 0 ? (
            <OneParcel
              key={parcels.length}
              number={parcels.length + 1}
              left={left}
              onClose={(contents) => setParcels([...parcels, contents])}
            />
          ) : (
            <Button autoFocus look="primary" size="large" className="w-full" busy={act.isSending} onClick={() => send(parcels)}>
              <T id="floor.pack.send" values={{ count: parcels.length }} />
            </Button>
          )}
          <Button look="quiet" size="large" className="mt-3 w-full" disabled={act.isSending} onClick={() => setParcels(null)}>
            <T id="floor.pack.anew" />
          </Button>
        </>
      )}
      <Refusal error={act.error} />
    </section>
  );
}

/** What goes into one parcel: at first all that is left. */
function OneParcel({
  number,
  left,
  onClose,
}: {
  number: number;
  left: readonly PickedPart[];
  onClose: (contents: InstructedGoods[]) => void;
}) {
  const t = useText();
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [isTried, setTried] = useState(false);
  const counts = left.map((part) => {
    const text = texts[partName(part)] ?? String(part.quantity);
    const count = /^\d{1,7}$/.test(text.trim()) ? Number(text) : -1;
    return { part, text, count, isWrong: count < 0 || count > part.quantity };
  });
  const isEmpty = counts.every(({ count }) => count === 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isEmpty || counts.some(({ isWrong }) => isWrong)) return;
    onClose(
      counts
        .filter(({ count }) => count > 0)
        .map(({ part: { line, gtin, lot, expiry }, count }) => ({ line, gtin, lot, expiry, quantity: count })),
    );
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <h3 className="text-xl">
        <T id="floor.pack.parcel" values={{ number }} />
      </h3>
      {counts.map(({ part, text, isWrong }, index) => (
        <Field
          key={partName(part)}
          label={<T id="floor.pack.count" values={{ title: part.title, lot: part.lot ?? "–" }} />}
          error={
            isTried &&
            (isWrong ? t("floor.quantity.wrong", { least: 0, most: part.quantity }) : isEmpty && index === 0 && t("floor.pack.empty"))
          }
        >
          <Input
            autoFocus={index === 0}
            inputMode="numeric"
            autoComplete="off"
            value={text}
            onValueChange={(next) => setTexts({ ...texts, [partName(part)]: next })}
            className="min-h-14 text-xl tabular-nums"
          />
        </Field>
      ))}
      <Button type="submit" look="primary" size="large" className="w-full">
        <T id="floor.pack.close" />
      </Button>
    </form>
  );
}
