/** What other modules may ask of footprints, and what waits for a batch. */
export { carbonSource } from "./leaves.store.ts";
export { findFootprint, listFootprints, type FootprintRow } from "./footprints.store.ts";
export { factorTablesNamed } from "./factor-tables.store.ts";
export { claimOfBatch, type Claim, type Issuance } from "./claims/claims.queries.ts";
export { createFootprintOfGoods } from "./footprint-of-goods.ts";
