import type { ScanView, ShelfView } from "@waybill/protocol/schemas/warehouse/floor";
import { useState } from "react";
import { ExpiredMark } from "../../entities/ExpiredMark.tsx";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { CardTable } from "../../ui/CardTable.tsx";
import { lookUp, useShelves } from "../api/use-floor.ts";
import { GoodsText } from "../parts/GoodsText.tsx";
import { ScanStep } from "../parts/ScanStep.tsx";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { go } from "../place.ts";

type Found = Exclude<ScanView, { kind: "parcel" }>;

/** What is where, by bin and lot: all of it, or what a code names. The code of a parcel leads to its shipment. */
export function StockPage() {
  const t = useText();
  const all = useShelves();
  const [found, setFound] = useState<Found | null>(null);
  const take = async (code: string) => {
    const answer = await lookUp(code).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (answer === null) return t("floor.stock.unknown", { code });
    if (answer.kind === "parcel") go("shipments", answer.shipment.id);
    else setFound(answer);
    return null;
  };
  return (
    <>
      <Title title={t("floor.stock")}>
        <T id="floor.stock.about" />
      </Title>
      <ScanStep label={<T id="floor.stock.find" />} onCode={take} />
      <section aria-labelledby="shelves" className="mt-8">
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
          <h2 id="shelves" className="text-2xl" aria-live="polite">
            {found === null ? (
              <T id="floor.stock.all" />
            ) : found.kind === "bin" ? (
              <T id="floor.task.bin" values={{ bin: found.bin.code }} />
            ) : (
              found.gtin
            )}
          </h2>
          {found !== null && (
            <Button onClick={() => setFound(null)}>
              <T id="floor.stock.everything" />
            </Button>
          )}
        </div>
        {found === null ? <Shown query={all}>{(items) => <Shelves items={items} />}</Shown> : <Shelves items={found.items} />}
      </section>
    </>
  );
}

function Shelves({ items }: { items: readonly ShelfView[] }) {
  const t = useText();
  if (items.length === 0)
    return (
      <p className="text-muted">
        <T id="floor.stock.none" />
      </p>
    );
  return (
    <CardTable
      caption={t("floor.stock")}
      rows={items}
      keyOf={({ bin, gtin, lot, expiry }) => [bin, gtin, lot, expiry].join(" ")}
      columns={[
        { head: t("floor.step.bin"), cell: ({ bin }) => <span className="font-semibold">{bin}</span> },
        {
          head: t("floor.step.goods"),
          cell: (item) => (
            <>
              <GoodsText goods={item} />
              {item.isExpired && <ExpiredMark />}
            </>
          ),
        },
        { head: t("floor.stock.on-hand"), cell: ({ onHand }) => onHand, className: "tabular-nums" },
        { head: t("floor.stock.reserved"), cell: ({ reserved }) => reserved, className: "tabular-nums" },
      ]}
    />
  );
}
