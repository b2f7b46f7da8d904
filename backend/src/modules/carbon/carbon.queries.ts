/** What other modules may ask of footprints, and what waits for a batch. */
export { carbonSource } from "./leaves.store.ts";
export { findFootprint, type FootprintRow } from "./footprints.store.ts";
export { scope3Lines, type Scope3Wish } from "./scope3.views.ts";
export { factorTablesNamed } from "./factor-tables.store.ts";
export { claimOfBatch, type Claim, type Issuance } from "./claims/claims.queries.ts";
export { createFootprintOfGoods } from "./footprint-of-goods.ts";
