import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { useQuantityText } from "../../../entities/EventWords.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";

type Item = StatementView["items"][number];

/** Goods named before the rest is only counted. */
const SHOWN = 4;

/** What the event is about: goods, quantities, and which went into which. */
export function ItemList({ items }: { items: readonly Item[] }) {
  const goods = items.filter(({ role }) => role === "observed" || role === "child");
  const inputs = items.filter(({ role }) => role === "input");
  const outputs = items.filter(({ role }) => role === "output");
  const parents = items.filter(({ role }) => role === "parent");
  return (
    <div className="mt-1.5 space-y-1">
      <Goods items={outputs.length > 0 ? outputs : goods} />
      {inputs.length > 0 && <Goods items={inputs} lead={<T id="journey.item.from" />} />}
      {parents.length > 0 && <Goods items={parents} lead={goods.length > 0 ? <T id="journey.item.on" /> : null} />}
    </div>
  );
}

function Goods({ items, lead }: { items: readonly Item[]; lead?: React.ReactNode }) {
  const quantity = useQuantityText();
  if (items.length === 0) return null;
  const rest = items.length - SHOWN;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {lead !== undefined && lead !== null && <span className="text-muted">{lead}</span>}
      {items.slice(0, SHOWN).map((item, index) => (
        <span key={index} className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
          {item.quantity !== null && <span className="font-medium tabular-nums">{quantity(item.quantity)}</span>}
          <SubjectChip subject={item.subject} name={item.product?.name} />
        </span>
      ))}
      {rest > 0 && (
        <span className="text-muted">
          <T id="journey.item.more" values={{ count: rest }} />
        </span>
      )}
    </p>
  );
}
