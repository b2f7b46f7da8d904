import type { ReactNode } from "react";
import { gtinOf, useNames } from "../../../entities/pickers/use-names.ts";
import { T } from "../../../lib/i18n/text.tsx";
import type { CheckedRow } from "./model/check-rows.ts";

/** As many as are read before a signature. */
const SHOWN = 8;

/** Which products and places the rows are about, by name and number, with how often. */
export function ParcelGoods({ rows }: { rows: readonly CheckedRow[] }) {
  const products = counted(
    rows.flatMap(({ draft }) => [...draft.products, ...draft.inputs].flatMap(({ subject }) => gtinOf(subject) ?? [])),
  );
  const places = counted(rows.flatMap(({ draft: { place, counterpart } }) => [place, counterpart].flatMap((choice) => choice?.gln ?? [])));
  const keys = (list: typeof products) => list.slice(0, SHOWN).map(({ key }) => key);
  const names = useNames(keys(products), keys(places));
  return (
    <div className="mt-3 grid gap-x-6 gap-y-3 font-sans text-base sm:grid-cols-2">
      <Counted title={<T id="import.sign.products" />} list={products} names={names} />
      <Counted title={<T id="import.sign.places" />} list={places} names={names} />
    </div>
  );
}

interface Count {
  key: string;
  count: number;
}

/** The most frequent first. */
function counted(keys: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count })).toSorted((a, b) => b.count - a.count);
}

function Counted({ title, list, names }: { title: ReactNode; list: readonly Count[]; names: ReadonlyMap<string, string> }) {
  if (list.length === 0) return null;
  return (
    <div>
      <p className="font-semibold">{title}</p>
      <ul>
        {list.slice(0, SHOWN).map(({ key, count }) => (
          <li key={key}>
            {names.get(key)} <span className="font-mono text-sm text-muted">{key}</span> × {count}
          </li>
        ))}
        {list.length > SHOWN && (
          <li className="text-muted">
            <T id="signing.goods.more" values={{ count: list.length - SHOWN }} />
          </li>
        )}
      </ul>
    </div>
  );
}
