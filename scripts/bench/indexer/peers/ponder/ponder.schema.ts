import { index, onchainTable } from "ponder";

export const anchor = onchainTable(
  "anchor",
  (column) => ({
    id: column.text().primaryKey(),
    anchorId: column.hex().notNull(),
    actor: column.hex().notNull(),
    hash: column.hex().notNull(),
    time: column.bigint().notNull(),
    blockNumber: column.bigint().notNull(),
    logIndex: column.integer().notNull(),
    txHash: column.hex().notNull(),
    blockTime: column.bigint().notNull(),
  }),
  (table) => ({
    byAnchor: index().on(table.anchorId),
    byActor: index().on(table.actor),
    byPlace: index().on(table.blockNumber, table.logIndex),
  }),
);
