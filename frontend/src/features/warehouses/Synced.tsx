import type { WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";

/** When a warehouse was last compared, if it was. */
export function Synced({ lastSynced }: Pick<WarehouseView, "lastSynced">) {
  return lastSynced === null ? <T id="warehouses.synced.never" /> : <RelativeTime time={lastSynced} />;
}
