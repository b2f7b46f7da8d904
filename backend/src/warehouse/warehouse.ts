import type { PlatformApp } from "../platform/app.ts";
import type { PersonalFields } from "../platform/personal/personal-fields.ts";
import type { WarehouseConfig } from "../config/warehouse-config.ts";

/** What one warehouse program shares between its parts. */
export interface Warehouse extends PlatformApp<WarehouseConfig> {
  /** Where parcels go: one key for each, in a folder outside of the database. */
  personal: PersonalFields;
  /** Says that there is something for the shop, or to be proven; the tables say what. */
  wake(): void;
}

/** The bin where goods are between their shelf and the door. */
export const PACKING = "packing";
