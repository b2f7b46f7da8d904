import { T } from "../../lib/i18n/text.tsx";

export interface Goods {
  gtin: string;
  lot: string | null;
  expiry: string | null;
}

/** Goods as they are told apart on a shelf: GTIN, lot, and until when they may be sold. */
export function GoodsText({ goods: { gtin, lot, expiry }, title }: { goods: Goods; title?: string | undefined }) {
  return (
    <span className="min-w-0">
      {title !== undefined && <span className="block font-semibold">{title}</span>}
      <span className="font-mono">{gtin}</span>
      {lot !== null && (
        <span className="block">
          <T id="floor.lot" values={{ lot }} />
        </span>
      )}
      {expiry !== null && (
        <span className="block text-muted">
          <T id="floor.expiry" values={{ expiry }} />
        </span>
      )}
    </span>
  );
}

export function isSame(one: Goods, other: Goods): boolean {
  return one.gtin === other.gtin && one.lot === other.lot && one.expiry === other.expiry;
}
