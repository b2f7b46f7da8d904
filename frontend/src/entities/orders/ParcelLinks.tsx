import { T } from "../../lib/i18n/text.tsx";
import type { Parcel } from "./tracked-order.ts";

/** The parcels of a shipment, each with its proof and with what carrying it emitted. Nothing where none was told. */
export function ParcelLinks({ parcels }: { parcels: readonly Parcel[] }) {
  if (parcels.length === 0) return null;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {parcels.map(({ sscc, unit }) => (
        <li key={sscc} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
          <span>
            <T id="orders.parcel" values={{ sscc: <span className="font-mono text-sm">{sscc}</span> }} />
          </span>
          {unit === null ? (
            <span className="text-sm text-muted">
              <T id="orders.parcel.unproven" />
            </span>
          ) : (
            <>
              <a className="link" href={`/units/${unit}`}>
                <T id="orders.parcel.proof" />
              </a>
              <a className="link" href={`/footprint/00/${sscc}`}>
                <T id="shop.origin.footprint" />
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
