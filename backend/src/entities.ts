import type { EntitySchema } from "typeorm";

/** Tables that TypeORM reads and writes by object; all others are reached by plain SQL only. */
export const ENTITIES: EntitySchema[] = [];
