import type { MigrationInterface } from "typeorm";
import { Platform1700000000100 } from "./1700000000100-platform.ts";

/** Every migration in the order of its time stamp. Merged ones are never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [Platform1700000000100];
