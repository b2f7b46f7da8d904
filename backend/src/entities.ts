import type { EntitySchema } from "typeorm";
import { ApiTokenEntity, OrganisationEntity } from "./modules/identity/identity.entities.ts";
import { PlaceEntity, ProductEntity } from "./modules/master-data/master-data.entities.ts";

/** Tables that TypeORM reads and writes by object; all others are reached by plain SQL only. */
export const ENTITIES: EntitySchema[] = [OrganisationEntity, ApiTokenEntity, ProductEntity, PlaceEntity] as EntitySchema[];
