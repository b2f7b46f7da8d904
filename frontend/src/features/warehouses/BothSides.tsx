import type { WarehouseConflict } from "@waybill/protocol/schemas/api/warehouses";
import { T } from "../../lib/i18n/text.tsx";

/** What each side says: neither is taken for right. */
export function BothSides({ conflict: { stock, instance } }: { conflict: WarehouseConflict }) {
  if (stock === null)
    return (
      <>
        <T id="warehouses.conflict.instance" />
        <span className="block font-mono text-sm break-all text-muted">{instance}</span>
      </>
    );
  const { gtin, lot, theirs, ours, reserved } = stock;
  return (
    <>
      <span className="block">
        <span className="font-mono">{gtin}</span> {lot !== null && <T id="warehouses.lot" values={{ lot }} />}
      </span>
      <span className="block">
        <T id="warehouses.conflict.theirs" values={{ count: theirs }} />
      </span>
      <span className="block">
        <T id="warehouses.conflict.ours" values={{ count: ours, reserved }} />
      </span>
    </>
  );
}
