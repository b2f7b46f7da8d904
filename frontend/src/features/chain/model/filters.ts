import type { QueueFilter } from "@waybill/protocol/schemas/api/chain-status";

const LISTS = ["transactions", "anchors", "reorgs"] as const;
// Written out: the schema would bring its library to every page.
const STATES = ["open", "queued", "signed", "sent", "included", "final", "failed", "reverted", "unknown"] as const satisfies QueueFilter[];

/** What the address says: which list is shown, and what of it. */
export interface ChainFilters {
  show?: (typeof LISTS)[number];
  state?: QueueFilter;
  feed?: string;
}

/** Reads them from an address that anybody may have typed; what makes no sense is left out. */
export function readChainFilters(search: Record<string, unknown>): ChainFilters {
  const show = LISTS.find((list) => list === search.show);
  const state = STATES.find((one) => one === search.state);
  const feed = typeof search.feed === "string" ? search.feed : undefined;
  return { ...(show && { show }), ...(state && { state }), ...(feed && { feed }) };
}
