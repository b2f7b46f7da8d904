import type { MigrationInterface } from "typeorm";
import { Platform1700000000100 } from "./1700000000100-platform.ts";
import { IdentityAndMasterData1700000000110 } from "./1700000000110-identity-and-master-data.ts";
import { Traceability1700000000120 } from "./1700000000120-traceability.ts";

/** Every migration in the order of its time stamp. Merged ones are never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Platform1700000000100,
  IdentityAndMasterData1700000000110,
  Traceability1700000000120,
];
