import type { ShelfView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState, type FormEvent, type ReactNode } from "react";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { lookUp } from "../api/use-floor.ts";
import { GoodsText, type Goods } from "./GoodsText.tsx";
import { ScanStep } from "./ScanStep.tsx";

interface GoodsStepProps {
  label: ReactNode;
  /** The bin that they are in, and what is in it; null for goods that come from outside. */
  bin: { code: string; items: readonly ShelfView[] } | null;
  /** Goods that are not in the bin by the ledger may be there all the same. */
  mayBeNew: boolean;
  onGoods: (goods: Goods) => void;
}

/** Waits for goods: by their code, and where that does not say which lot it is, by what is in the bin, or by what is printed on them. */
export function GoodsStep({ label, bin, mayBeNew, onGoods }: GoodsStepProps) {
  const t = useText();
  const [scanned, setScanned] = useState<{ goods: Goods; fit: readonly ShelfView[] } | null>(null);
  const take = async (code: string) => {
    const found = await lookUp(code).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (found === null) return t("floor.goods.unknown", { code });
    if (found.kind !== "goods") return t(`floor.goods.not.${found.kind}`);
    const { gtin, lot, expiry } = found;
    const fit = bin?.items.filter((item) => fits(item, { gtin, lot, expiry })) ?? [];
    const [only] = fit;
    if (only !== undefined && fit.length === 1 && (lot !== null || !mayBeNew)) onGoods(goodsOf(only));
    else if (fit.length === 0 && !mayBeNew) return t("floor.goods.elsewhere", { bin: bin?.code ?? "" });
    else if (fit.length === 0 && lot !== null && expiry !== null) onGoods({ gtin, lot, expiry });
    else setScanned({ goods: { gtin, lot, expiry }, fit });
    return null;
  };
  if (scanned === null) return <ScanStep label={label} hint={<T id="floor.goods.hint" />} onCode={take} />;
  return <Which {...scanned} mayBeNew={mayBeNew} onGoods={onGoods} />;
}

function Which({
  goods,
  fit,
  mayBeNew,
  onGoods,
}: { goods: Goods; fit: readonly ShelfView[] } & Pick<GoodsStepProps, "mayBeNew" | "onGoods">) {
  const [isNew, setNew] = useState(fit.length === 0);
  if (isNew) return <Printed goods={goods} onGoods={onGoods} />;
  return (
    <div className="space-y-3">
      <p className="text-xl font-medium">
        <T id="floor.goods.which" />
      </p>
      {fit.map((item) => (
        <Button
          key={`${item.lot} ${item.expiry}`}
          size="large"
          className="w-full justify-start py-3 text-left"
          onClick={() => onGoods(goodsOf(item))}
        >
          <GoodsText goods={item} />
        </Button>
      ))}
      {mayBeNew && (
        <Button size="large" className="w-full" onClick={() => setNew(true)}>
          <T id="floor.goods.another" />
        </Button>
      )}
    </div>
  );
}

/** Lot and last day, as they are printed on goods whose code does not hold them. */
function Printed({ goods, onGoods }: { goods: Goods; onGoods: (goods: Goods) => void }) {
  const [lot, setLot] = useState(goods.lot ?? "");
  const [expiry, setExpiry] = useState(goods.expiry ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onGoods({ gtin: goods.gtin, lot: lot.trim() === "" ? null : lot.trim(), expiry: expiry === "" ? null : expiry });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-xl font-medium">
        <T id="floor.goods.printed" />
      </p>
      <p>
        <GoodsText goods={goods} />
      </p>
      {goods.lot === null && (
        <Field label={<T id="floor.goods.lot" />} hint={<T id="floor.goods.leave" />}>
          <Input
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={20}
            value={lot}
            onValueChange={setLot}
            className="min-h-14 font-mono text-xl"
          />
        </Field>
      )}
      {goods.expiry === null && (
        <Field label={<T id="floor.goods.expiry" />} hint={<T id="floor.goods.leave" />}>
          <Input type="date" value={expiry} onValueChange={setExpiry} className="min-h-14 text-xl" />
        </Field>
      )}
      <Button type="submit" look="primary" size="large" className="w-full">
        <T id="floor.next" />
      </Button>
    </form>
  );
}

function fits(item: ShelfView, { gtin, lot, expiry }: Goods): boolean {
  return item.gtin === gtin && (lot === null || item.lot === lot) && (expiry === null || item.expiry === expiry);
}

function goodsOf({ gtin, lot, expiry }: ShelfView): Goods {
  return { gtin, lot, expiry };
}
