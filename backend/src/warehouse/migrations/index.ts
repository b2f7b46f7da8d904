import type { MigrationInterface } from "typeorm";
import { Platform1700000000100 } from "../../migrations/1700000000100-platform.ts";
import { Audit1700000000720 } from "../../migrations/1700000000720-audit.ts";
import { Allowances1700000000760 } from "../../migrations/1700000000760-allowances.ts";
import { Stock1700000000900 } from "../../migrations/1700000000900-stock.ts";
import { PlacesThatAreShut1700000000967 } from "../../migrations/1700000000967-places-that-are-shut.ts";
import { RequestRole1700000000899 } from "./1700000000899-request-role.ts";
import { Warehouse1700000001000 } from "./1700000001000-warehouse.ts";
import { SealedDeliveries1700000001010 } from "./1700000001010-sealed-deliveries.ts";
import { StaffDevices1700000001020 } from "./1700000001020-staff-devices.ts";
import { NewsOfTheFloor1700000001040 } from "./1700000001040-news-of-the-floor.ts";
import { TasksToDiscard1700000001041 } from "./1700000001041-tasks-to-discard.ts";
import { SealedNames1700000001044 } from "./1700000001044-sealed-names.ts";
import { NewsOfLeads1700000001045 } from "./1700000001045-news-of-leads.ts";

/** Of the database of a warehouse, in the order of their time stamps: what the platform and the ledger need, then its own. */
export const WAREHOUSE_MIGRATIONS: (new () => MigrationInterface)[] = [
  Platform1700000000100,
  Audit1700000000720,
  Allowances1700000000760,
  RequestRole1700000000899,
  Stock1700000000900,
  PlacesThatAreShut1700000000967,
  Warehouse1700000001000,
  SealedDeliveries1700000001010,
  StaffDevices1700000001020,
  NewsOfTheFloor1700000001040,
  TasksToDiscard1700000001041,
  SealedNames1700000001044,
  NewsOfLeads1700000001045,
];
