/** Tables that name an organisation or a person, and why no policy of row security narrows what a request reads of them. */
interface OpenTables {
  why: string;
  tables: readonly string[];
}

/** Every table with an owner is narrowed by a policy or stands here: a test finds them in the catalogue. Rendered in docs/permissions.md. */
export const OPEN_TABLES: readonly OpenTables[] = [
  {
    why: "Copies of what the chain says, where anybody reads it; written by the indexer alone",
    tables: [
      ...["actor_changes", "anchors", "custody_steps"],
      ...["credit_batches", "credit_corrections", "credit_moves", "credit_retirements", "credit_reversals"],
    ],
  },
  {
    why: "Everybody may read it by the table of acts, and one's own is joined with what others said of the same goods",
    tables: [
      ...["organisations", "places", "products", "location_children", "links", "statements", "erased_statements"],
      ...["recalls", "recall_tasks", "recall_answers", "recall_ends", "custody_units", "custody_handovers"],
      ...["footprints", "footprint_parties", "factor_tables", "claims", "claim_steps", "retirement_requests"],
    ],
  },
  {
    why: "That it is there is anybody's to know, and anybody may follow a query; policies let its organisation alone write it",
    tables: ["documents", "named_queries"],
  },
  { why: "Each entry is proven by the hashes of others' before and beside it; nobody changes or deletes one", tables: ["audit_entries"] },
  {
    why: "Erasing a statement takes it out of what waits for every subscriber; its lists are joined with the caller's subscriptions, which a policy narrows",
    tables: ["deliveries"],
  },
  {
    why: "Random ids and times. An organisation's admin holds the row of a member while it makes a link for it",
    tables: ["persons"],
  },
  {
    why: "Names accounts that this installation or its admins send with, or that run a warehouse of the shop, and nobody else's",
    tables: ["chain_acts", "batches", "relayer_senders", "transactions", "transaction_attempts", "recall_escalations", "warehouses"],
  },
  { why: "Counts of requests, read and written before it is known whose the request is", tables: ["allowances"] },
];
