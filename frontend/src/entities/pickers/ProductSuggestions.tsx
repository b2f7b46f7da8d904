import type { Product } from "@waybill/protocol/schemas/api/traceability";
import { T } from "../../lib/i18n/text.tsx";

/** Products found by name, as buttons: choosing one asks for its lot or serial next. */
export function ProductSuggestions({ products, onPick }: { products: readonly Product[]; onPick: (product: Product) => void }) {
  if (products.length === 0) {
    return (
      <p className="px-1 text-sm text-muted" role="status">
        <T id="picker.nothing" />
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
      {products.slice(0, 6).map((product) => (
        <li key={product.gtin}>
          <button
            type="button"
            onClick={() => onPick(product)}
            className="flex min-h-11 w-full flex-wrap items-baseline justify-between gap-x-4 bg-surface px-3 py-2 text-left hover:bg-sunken"
          >
            <span className="font-medium">{product.name ?? product.gtin}</span>
            <span className="font-mono text-sm text-muted">{product.gtin}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
